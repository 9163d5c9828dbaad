package org.spikelink.trainer.run;

import java.util.Arrays;
import java.util.List;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.Network;
import org.spikelink.core.readout.Readout;
import org.spikelink.core.readout.WindowScores;
import org.spikelink.core.readout.WindowState;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.ScoreSum;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * Runs sequences through the network that the job runs: the kernel, layers and readout of {@code core}, step by step.
 * Its predictions are those of {@code evaluate}, bit for bit. Keeps scratch arrays; not thread-safe.
 */
public final class DeployedNetwork {
    private final ModelDocument document;
    private final Network network;
    private final Readout readout;
    private final FrameGroup frame = new FrameGroup();

    /** Called after each step of a sequence. */
    @FunctionalInterface
    public interface Observer {
        Observer NONE = (network, t) -> {};

        /**
         * The network has completed step {@code t} of the sequence, in row 0 of its group. It must not be changed.
         */
        void stepped(Network network, int t);
    }

    public DeployedNetwork(Model model) {
        this(model.document(), model.weights());
    }

    /** The network of a model that has not been written. */
    DeployedNetwork(ModelDocument document, List<LayerWeights> weights) {
        this(document, new Network(weights));
    }

    private DeployedNetwork(ModelDocument document, Network network) {
        this.document = document;
        this.network = network;
        network.reserve(1);
        readout = new Readout(document);
    }

    /** A network in which an observer sees the outputs of every layer; the same bits, but slower. */
    public static DeployedNetwork layerByLayer(Model model) {
        return new DeployedNetwork(model.document(), Network.layerByLayer(model.weights()));
    }

    /**
     * Predicts the classes of examples as they were recorded: one per sequence, or one per step if steps have labels.
     */
    public ConfusionMatrix evaluate(List<Example> examples) {
        ConfusionMatrix matrix = new ConfusionMatrix(document.labels());
        for (Example example : examples) {
            LabelledSequence sequence = example.sequence();
            int[] predicted =
                    sequence.isPerStep()
                            ? classesOf(sequence, Observer.NONE)
                            : new int[] {classOf(sequence, Observer.NONE)};
            for (int n = 0; n < predicted.length; n++) {
                if (sequence.labels()[n] != LabelledSequence.UNLABELLED) {
                    matrix.count(sequence.labels()[n], predicted[n]);
                }
            }
        }
        return matrix;
    }

    /**
     * The predicted class of a sequence: the class with the largest sum of scores over its full windows and those that
     * are classified at its end; the lowest index on a tie.
     */
    public int classOf(LabelledSequence sequence, Observer observer) {
        ScoreSum sum = new ScoreSum();
        WindowState windows = run(sequence, observer, (t, scored) -> sum.add(scored));
        readout.partial(windows).forEach(sum::add);
        return sum.best();
    }

    /** The predicted class of each step: that of the window that ends there; -1 if none does. */
    public int[] classesOf(LabelledSequence sequence, Observer observer) {
        int[] classes = new int[sequence.steps()];
        Arrays.fill(classes, -1);
        run(sequence, observer, (t, scored) -> classes[t] = scored.answer());
        return classes;
    }

    @FunctionalInterface
    private interface WindowObserver {
        void decided(int t, WindowScores scored);
    }

    private WindowState run(LabelledSequence s, Observer observer, WindowObserver windowObserver) {
        WindowState windows = readout.start();
        network.start(0);
        for (int t = 0; t < s.steps(); t++) {
            frame.clear();
            frame.add(s.indices(), s.values(), s.start(t), s.end(t));
            frame.endStream(0);
            network.step(frame);
            observer.stepped(network, t);
            for (WindowScores decided : readout.add(windows, network, 0, t, 1)) {
                windowObserver.decided(t, decided);
            }
            if (document.decision().resetAfterWindow() && readout.completesWindow(windows)) {
                network.start(0);
            }
        }
        return windows;
    }
}
