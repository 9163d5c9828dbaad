package org.spikelink.trainer.network;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.trainer.data.LabelledSequence;

/** One shard's way through the network, chunk by chunk, and back. Of one thread at a time; arrays are kept and reused. */
public final class NetworkRun implements AutoCloseable {
    private final Rows rows = new Rows();
    private final FrameInput frames;
    private final List<LayerRun> layers = new ArrayList<>();
    private final List<DenseInput> between = new ArrayList<>(); // what layer n + 1 sees
    private final ShardGradients gradients;
    private final int inputs;
    private final int inputOutputs;
    private boolean isActive;

    NetworkRun(TrainableNetwork network) {
        inputs = network.inputs();
        inputOutputs = network.inputWeights() / inputs;
        frames = new FrameInput(inputs);
        for (int n = 0; n < network.layerCount(); n++) {
            layers.add(network.layer(n).newRun());
            between.add(new DenseInput(layers.get(n), network.layer(n).outputs()));
        }
        gradients = new ShardGradients(network.inputWeights(), network.parameters().size());
    }

    /** Takes sequences, longest first. */
    public void sequences(List<LabelledSequence> ordered) {
        frames.sequences(ordered);
        rows.sequences(ordered.stream().mapToInt(LabelledSequence::steps).toArray());
    }

    /**
     * Moves to the steps {@code from} to {@code to}, not including it.
     *
     * @return whether any sequence runs there
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

    public LayerRun layer(int n) {
        return layers.get(n);
    }

    public LayerRun last() {
        return layers.get(layers.size() - 1);
    }

    /** Synaptic currents of a spiking layer, as {@link LayerRun#membranes}. */
    public float[] currents(int layer) {
        return layers.get(layer) instanceof SlstmRun slstm ? slstm.currents() : new float[0];
    }

    /** The chunk's forward pass; sets all gradients of outputs to zero. */
    public void forward(double dropout, long draw) {
        for (int n = 0; n < layers.size(); n++) {
            if (n > 0) {
                between.get(n - 1).chunk(rows, dropout, Draws.of(draw, 0, 0, n));
            }
            layers.get(n).forward(input(n), rows);
            layers.get(n).clearGradients(rows);
        }
    }

    /**
     * The chunk's backward pass.
     *
     * @param spikeCosts of each layer [outputs], null for none
     */
    public void backward(float[][] spikeCosts, long draw) {
        for (int n = layers.size() - 1; n >= 0; n--) {
            layers.get(n)
                    .backward(input(n), rows, spikeCosts[n], Draws.of(draw, 1, 0, n), gradients);
        }
    }

    private LayerInput input(int n) {
        return n == 0 ? frames : between.get(n - 1);
    }

    /** The next chunk starts where this one ended. */
    public void carry() {
        layers.forEach(layer -> layer.carry(rows));
    }

    /** Adds this shard's gradients of the first layer's weights of the inputs {@code from..end}. */
    public void addInputGradients(float[] to, int from, int end) {
        float[] dy = preactivationGradients();
        for (int c = from; isActive && c < end; c++) {
            frames.addGradient(c, dy, to, c * inputOutputs, inputOutputs);
        }
    }

    private float[] preactivationGradients() {
        return layers.get(0) instanceof SlstmRun slstm
                ? slstm.preactivationGradients()
                : layers.get(0).outputGradients();
    }

    /** Adds this shard's gradients of all other parameters, {@code from..end} counted behind the input weights. */
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
        layers.get(layer).countSpikes(rows, counts);
    }

    @Override
    public void close() {
        gradients.close();
    }
}
