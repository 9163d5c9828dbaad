package org.spikelink.trainer.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.layer.DenseInput;
import org.spikelink.trainer.layer.FrameInput;
import org.spikelink.trainer.layer.LayerInput;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.RowLayer;
import org.spikelink.trainer.layer.RowStatistics;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.layer.ShardGradients;
import org.spikelink.trainer.layer.StackRun;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.math.KeyedRandom;

/**
 * Forward and backward pass of one shard through the network, chunk by chunk. Where layers are normalized over the batch,
 * both passes have parts, see {@link #begin}. For one thread at a time; arrays are reused.
 */
public final class NetworkRun implements AutoCloseable {
    private final Rows rows = new Rows();
    private final FrameInput frames;
    private final List<Stage> stages = new ArrayList<>();
    private int[] parts = {}; // of each stage's passes
    private final ShardGradients gradients;
    private final int inputs;
    private final int inputOutputs;
    private boolean isActive;

    /**
     * Layers that run as one.
     *
     * @param first number of the first layer
     * @param layers their number
     * @param input null for the frames
     */
    private record Stage(int first, int layers, LayerRun run, DenseInput input) {
        int end() {
            return first + layers;
        }
    }

    NetworkRun(TrainableNetwork network) {
        inputs = network.inputs();
        inputOutputs = network.inputWeights() / inputs;
        frames = new FrameInput(inputs);
        int first = 0;
        for (List<TrainableLayer> layers : network.stages()) {
            LayerRun run = run(layers, first + layers.size() == network.layerCount());
            DenseInput input =
                    first == 0
                            ? null
                            : new DenseInput(
                                    stages.get(stages.size() - 1).run(),
                                    network.layer(first).inputs());
            stages.add(new Stage(first, layers.size(), run, input));
            first += layers.size();
        }
        gradients = new ShardGradients(network.inputWeights(), network.parameters().size());
    }

    private static LayerRun run(List<TrainableLayer> layers, boolean isLast) {
        List<RowLayer> byRow = layers.stream().flatMap(l -> l.rowLayer().stream()).toList();
        boolean compares = isLast && byRow.size() == 1 && byRow.get(0).spikes();
        return byRow.size() == layers.size() && !compares
                ? new StackRun(byRow)
                : layers.get(0).newRun();
    }

    /** Starts with sequences, longest first. */
    public void sequences(List<LabelledSequence> ordered) {
        frames.sequences(ordered);
        rows.sequences(ordered.stream().mapToInt(LabelledSequence::steps).toArray());
    }

    /**
     * Moves to the steps from {@code from} to {@code to} (exclusive).
     *
     * @return whether any sequence has steps there
     */
    public boolean chunk(int from, int to) {
        isActive = rows.chunk(from, to);
        frames.chunk(rows);
        frames.clear();
        return isActive;
    }

    public Rows rows() {
        return rows;
    }

    /** The run that layer {@code n} is the last layer of. */
    public LayerRun layer(int n) {
        Stage stage = stageOf(n);
        if (n != stage.end() - 1) {
            throw new IllegalArgumentException(
                    "n must be the last layer of a stack (got " + n + ")");
        }
        return stage.run();
    }

    private Stage stageOf(int n) {
        return stages.stream().filter(s -> n < s.end()).findFirst().orElseThrow();
    }

    public LayerRun last() {
        return stages.get(stages.size() - 1).run();
    }

    /**
     * Before the passes of a chunk.
     *
     * @param learns whether the batch is learned from
     * @return the number of parts of each pass: {@link #statistics} of all shards are summed up before the next part
     */
    public int begin(boolean learns) {
        parts = new int[stages.size()];
        int sections = 1;
        for (int s = 0; s < parts.length; s++) {
            LayerRun run = stages.get(s).run();
            parts[s] = run instanceof StackRun stack ? stack.begin(learns) : 1;
            sections += parts[s] - 1;
        }
        return sections;
    }

    /**
     * The chunk's forward pass, part by part; the last part sets all gradients of outputs to zero.
     *
     * @param draw key of the sequences' dropout, the same for all their chunks
     */
    public void forward(int section, double dropout, long draw) {
        int before = 0;
        for (int s = 0; s < parts.length; s++) {
            for (int n = 0; n < parts[s]; n++) {
                if (before == section) {
                    forward(s, n, dropout, draw);
                }
                before += n == parts[s] - 1 ? 0 : 1;
            }
        }
    }

    private void forward(int s, int part, double dropout, long draw) {
        Stage stage = stages.get(s);
        boolean stacked = stage.run() instanceof StackRun;
        if (stage.input() != null && part == 0) {
            // Dropout is for the inputs of weights that are not shared.
            stage.input()
                    .chunk(rows, stacked ? 0 : dropout, KeyedRandom.key(draw, 0, 0, stage.first()));
        }
        if (stage.run() instanceof StackRun stack) {
            stack.forward(input(stage), rows, part);
        } else {
            stage.run().forward(input(stage), rows);
        }
        if (part == parts[s] - 1) {
            stage.run().clearGradients(rows);
        }
    }

    /**
     * The chunk's backward pass, part by part.
     *
     * @param spikeCosts of each layer [outputs]; null for none
     */
    public void backward(int section, float[][] spikeCosts, long draw) {
        int before = 0;
        for (int s = stages.size() - 1; s >= 0; s--) {
            for (int n = 0; n < parts[s]; n++) {
                if (before == section) {
                    backward(stages.get(s), n, spikeCosts, draw);
                }
                before += n == parts[s] - 1 ? 0 : 1;
            }
        }
    }

    private void backward(Stage stage, int part, float[][] spikeCosts, long draw) {
        long key = KeyedRandom.key(draw, 1, 0, stage.first());
        if (stage.run() instanceof StackRun stack) {
            float[][] costs = Arrays.copyOfRange(spikeCosts, stage.first(), stage.end());
            stack.backward(input(stage), rows, costs, key, gradients, part);
        } else {
            stage.run().backward(input(stage), rows, spikeCosts[stage.first()], key, gradients);
        }
    }

    /** What is summed up over all shards at the end of a part that is not the last. */
    public RowStatistics statistics(int section, boolean backward) {
        List<RowStatistics> all = new ArrayList<>();
        for (int s = 0; s < parts.length; s++) {
            for (int n = 0; n < parts[s] - 1; n++) {
                all.add(((StackRun) stages.get(s).run()).statistics(n, false));
            }
        }
        return all.get(backward ? all.size() - 1 - section : section);
    }

    private LayerInput input(Stage stage) {
        return stage.input() == null ? frames : stage.input();
    }

    /** Makes the end of this chunk the start of the next one. */
    public void carry() {
        stages.forEach(stage -> stage.run().carry(rows));
    }

    /** Adds this shard's gradients of the first layer's weights for the inputs {@code from..end}. */
    public void addInputGradients(float[] to, int from, int end) {
        if (inputOutputs == 0) {
            return;
        }
        float[] dy = stages.get(0).run().inputSumGradients();
        for (int c = from; isActive && c < end; c++) {
            frames.addGradient(c, dy, to, c * inputOutputs, inputOutputs);
        }
    }

    /**
     * Adds this shard's gradients of all other parameters; {@code from..end} count from the end of the input weights.
     */
    public void addGradients(float[] to, int at, int from, int end) {
        if (isActive) {
            gradients.addTo(to, at, from, end);
        }
    }

    /** Whether input {@code c} is active in the chunk. */
    public boolean isActive(int c) {
        return isActive && frames.isActive(c);
    }

    /** Spikes of each neuron of a layer, added up over the chunk. */
    public void countSpikes(int layer, double[] counts) {
        Stage stage = stageOf(layer);
        if (stage.run() instanceof StackRun stack) {
            stack.countSpikes(layer - stage.first(), rows, counts);
        } else {
            stage.run().countSpikes(rows, counts);
        }
    }

    /** Membranes of a spiking layer, [rows][outputs], after a forward pass without learning. */
    public float[] membranes(int layer) {
        return values(layer)[1];
    }

    /**
     * What a layer passes on and what it compares with thresholds, if it spikes: two arrays [rows][outputs]. For a trace
     * after a forward pass without learning.
     */
    public float[][] values(int layer) {
        Stage stage = stageOf(layer);
        return stage.run() instanceof StackRun stack
                ? stack.trace(input(stage), rows, layer - stage.first())
                : new float[][] {stage.run().outputs(), stage.run().membranes()};
    }

    @Override
    public void close() {
        gradients.close();
    }
}
