package org.spikelink.core.stepper;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.ModelDocument;

/**
 * What one layer has done since its stepper was made. Synaptic operations are counted as NeuroBench does (Yik et al., The
 * NeuroBench framework for benchmarking neuromorphic computing algorithms and systems): an input that is not 0 costs one
 * operation for each weight that it meets, an accumulation (AC) if it is a spike, a multiplication and accumulation (MAC)
 * if it has a value. Unlike there, weights that are 0 are not left out, and recurrent weights count in each step, though a
 * membrane potential may be exactly 0: looking would cost as much as it tells.
 */
public final class LayerCounters {
    private static final int GATES = 4;

    private final int inputs;
    private final int neurons;
    private final long fanOut; // weights that one input meets
    private final long recurrent; // weights of a step that membrane potentials meet
    private final boolean spikingInputs;
    private final boolean spikes;
    private long steps;
    private long activeInputs;
    private long activeOutputs;

    private LayerCounters(LayerSpec spec, boolean spikingInputs) {
        this.spikingInputs = spikingInputs;
        this.spikes = spec instanceof LayerSpec.Slstm;
        if (spec instanceof LayerSpec.Slstm slstm) {
            inputs = slstm.inputs();
            neurons = slstm.hidden();
            fanOut = (long) GATES * neurons;
            recurrent = fanOut * neurons;
        } else {
            LayerSpec.Linear linear = (LayerSpec.Linear) spec;
            inputs = linear.inputs();
            neurons = linear.outputs();
            fanOut = neurons;
            recurrent = 0;
        }
    }

    static List<LayerCounters> of(ModelDocument model) {
        List<LayerCounters> layers = new ArrayList<>();
        boolean spiking = model.input().spikes();
        for (LayerSpec spec : model.layers()) {
            LayerCounters layer = new LayerCounters(spec, spiking);
            layers.add(layer);
            spiking = layer.spikes;
        }
        return layers;
    }

    void stepped(int streams, int active, int out) {
        steps += streams;
        activeInputs += active;
        activeOutputs += out;
    }

    /** X. */
    public int inputs() {
        return inputs;
    }

    /** H, or a linear layer's outputs. */
    public int neurons() {
        return neurons;
    }

    /** Inputs that were not 0, summed over steps. */
    public long activeInputs() {
        return activeInputs;
    }

    /** Spikes; 0 for a layer that does not spike. */
    public long spikes() {
        return spikes ? activeOutputs : 0;
    }

    /** Multiplications with accumulation that were needed. */
    public long effectiveMacs() {
        return steps * recurrent + (spikingInputs ? 0 : activeInputs * fanOut);
    }

    /** Accumulations that were needed: what spikes cost. */
    public long effectiveAcs() {
        return spikingInputs ? activeInputs * fanOut : 0;
    }

    /** Operations that it would have been had no input been 0. */
    public long denseOperations() {
        return steps * (recurrent + inputs * fanOut);
    }
}
