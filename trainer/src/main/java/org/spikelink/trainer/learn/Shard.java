package org.spikelink.trainer.learn;

import java.util.Comparator;
import java.util.List;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.loss.ClassOutputs;
import org.spikelink.trainer.loss.LossWeights;
import org.spikelink.trainer.loss.Losses;
import org.spikelink.trainer.network.NetworkRun;
import org.spikelink.trainer.network.TrainableNetwork;

/** One eighth of a batch: its sequences, longest first, their passes through the network, losses and scores. */
final class Shard implements AutoCloseable {
    private final Losses losses;
    private final NetworkRun run;
    private final ClassOutputs outputs;
    private final Scores scores;
    private List<LabelledSequence> sequences = List.of();
    private double loss;
    private int sections;

    Shard(TrainableNetwork network, Losses losses) {
        this.losses = losses;
        ModelDocument document = network.document();
        run = network.newRun();
        outputs = new ClassOutputs(document.labels().size(), document.readout().population());
        scores = new Scores(document);
    }

    void sequences(List<LabelledSequence> part) {
        sequences =
                part.stream()
                        .sorted(Comparator.comparingInt(LabelledSequence::steps).reversed())
                        .toList();
        run.sequences(sequences);
        scores.start(sequences.size());
    }

    /** Moves to a chunk; returns its part of the losses' divisors. */
    LossWeights chunk(int from, int to) {
        run.chunk(from, to);
        LossWeights weights = LossWeights.ZERO;
        for (int b = 0; b < run.rows().sequences(); b++) {
            int end = from + run.rows().steps(b);
            weights = weights.plus(losses.weights(sequences.get(b), from, end));
        }
        return weights;
    }

    boolean isActive() {
        return run.rows().steps() > 0;
    }

    /** Before the passes of a chunk; returns the number of their sections, 0 without sequences. */
    int begin(boolean learns) {
        sections = isActive() ? run.begin(learns) : 0;
        return sections;
    }

    /**
     * A section of the forward pass; with the last, the loss of the chunk. Writes the gradients for the backward pass.
     *
     * @param draw key of the sequences' dropout
     * @param whole whether the divisors of the losses are those of the whole sequences
     */
    void forward(int section, double dropout, long draw, LossWeights divisors, boolean whole) {
        loss = 0;
        if (!isActive()) {
            return;
        }
        run.forward(section, dropout, draw);
        if (section == sections - 1) {
            findLoss(divisors, whole);
        }
    }

    private void findLoss(LossWeights divisors, boolean whole) {
        Rows rows = run.rows();
        for (int b = 0; b < rows.sequences(); b++) {
            LabelledSequence s = sequences.get(b);
            gather(b);
            double share = whole ? outputs.steps() / (double) s.steps() : 1;
            loss += losses.add(outputs, s, rows.from(), share, divisors);
            scores.add(b, s, outputs, rows.from());
            scatter(b);
        }
    }

    private void gather(int b) {
        Rows rows = run.rows();
        LayerRun last = run.last();
        int width = last.width();
        int classes = outputs.classes();
        outputs.clear(rows.steps(b));
        for (int t = 0; t < outputs.steps(); t++) {
            int at = (rows.begin(t) + b) * width;
            for (int j = 0; j < width; j++) {
                int n = t * classes + j / outputs.population();
                outputs.spk()[n] += last.outputs()[at + j];
                outputs.mem()[n] += last.membranes()[at + j];
            }
        }
    }

    private void scatter(int b) {
        Rows rows = run.rows();
        LayerRun last = run.last();
        int width = last.width();
        int classes = outputs.classes();
        for (int t = 0; t < outputs.steps(); t++) {
            int at = (rows.begin(t) + b) * width;
            for (int j = 0; j < width; j++) {
                int n = t * classes + j / outputs.population();
                last.outputGradients()[at + j] += outputs.spkGradients()[n];
                last.membraneGradients()[at + j] += outputs.memGradients()[n];
            }
        }
    }

    void backward(int section, float[][] spikeCosts, long draw) {
        if (isActive()) {
            run.backward(section, spikeCosts, draw);
        }
    }

    void carry() {
        if (isActive()) {
            run.carry();
        }
    }

    double loss() {
        return loss;
    }

    /** Longest first, in the order of {@link #run}. */
    List<LabelledSequence> sequences() {
        return sequences;
    }

    NetworkRun run() {
        return run;
    }

    Scores scores() {
        return scores;
    }

    /** Number of steps in the chunk, over all sequences. */
    int steps() {
        return run.rows().count();
    }

    /** Adds the chunk's spikes of each neuron of a layer. */
    void countSpikes(int layer, double[] counts) {
        if (isActive()) {
            run.countSpikes(layer, counts);
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
