package org.spikelink.trainer.run;

import java.util.Arrays;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.Model;
import org.spikelink.core.network.Network;
import org.spikelink.core.readout.Readout;
import org.spikelink.core.readout.Scored;
import org.spikelink.core.readout.WindowState;
import org.spikelink.trainer.data.LabelledSequence;

/**
 * The network that the job runs, on sequences: the kernel, layers and readout of {@code core}, step by step. What it
 * finds is what {@code evaluate} finds, bit for bit. Keeps scratch: one instance serves one thread.
 */
public final class DeployedNetwork {
    private final Model model;
    private final Network network;
    private final Readout readout;
    private final FrameGroup frame = new FrameGroup();

    /** Sees each step of a sequence. */
    @FunctionalInterface
    public interface Observer {
        Observer NONE = (network, t) -> {};

        /** The network has made step {@code t}, of a group with this one stream in row 0; nothing may be changed. */
        void stepped(Network network, int t);
    }

    public DeployedNetwork(Model model) {
        this.model = model;
        network = new Network(model);
        network.reserve(1);
        readout = new Readout(model.document());
    }

    public Model model() {
        return model;
    }

    /**
     * The class of a sequence: that of the largest sum of the scores of its full windows, else of its partial one; the
     * lowest index on a tie.
     */
    public int classOf(LabelledSequence sequence, Observer observer) {
        float[] sums = new float[model.document().labels().size()];
        WindowState windows = run(sequence, observer, (t, scored) -> addTo(sums, scored.scores()));
        Scored partial = readout.partial(windows);
        if (partial != null) {
            addTo(sums, partial.scores());
        }
        return new Scored(sums, 0, 0).best();
    }

    /** The class of each step: that of the window that it fills; -1 where it fills none. */
    public int[] classesOf(LabelledSequence sequence, Observer observer) {
        int[] classes = new int[sequence.steps()];
        Arrays.fill(classes, -1);
        run(sequence, observer, (t, scored) -> classes[t] = scored.best());
        return classes;
    }

    @FunctionalInterface
    private interface WindowObserver {
        void full(int t, Scored scored);
    }

    private WindowState run(LabelledSequence s, Observer observer, WindowObserver full) {
        WindowState windows = readout.start();
        network.start(0);
        for (int t = 0; t < s.steps(); t++) {
            frame.clear();
            for (int n = s.start(t); n < s.end(t); n++) {
                frame.add(s.indices()[n], s.values()[n]);
            }
            frame.endStream(0);
            network.step(frame);
            observer.stepped(network, t);
            if (readout.add(windows, network, 0, t, 1)) {
                full.full(t, readout.full(windows));
                if (model.document().decision().resetAfterWindow()) {
                    network.start(0);
                }
            }
        }
        return windows;
    }

    private static void addTo(float[] sums, float[] scores) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += scores[c];
        }
    }
}
