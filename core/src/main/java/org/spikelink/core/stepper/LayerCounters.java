package org.spikelink.core.stepper;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;

/**
 * Counts the work of one layer since its stepper was created. Synaptic operations are counted as in NeuroBench (Yik et
 * al., The NeuroBench framework for benchmarking neuromorphic computing algorithms and systems): an input that is not 0
 * costs one operation for each weight it is multiplied by, an accumulation (AC) if it is a spike, a multiplication and
 * accumulation (MAC) if it has a value. Unlike in NeuroBench, weights that are 0 are counted, and recurrent weights
 * count in each step even where a membrane potential is exactly 0: checking would cost too much.
 */
public final class LayerCounters {
    private final LayerSpec spec;
    private final boolean spikingInputs;
    private final long recurrentOperations; // per step
    private final long denseOperations; // per step
    private long steps;
    private long activeInputs;
    private long activeOutputs;
    private long inputOperations;

    private LayerCounters(LayerSpec spec, boolean spikingInputs) {
        this.spec = spec;
        this.spikingInputs = spikingInputs;
        recurrentOperations = spec.recurrentOperations();
        denseOperations = recurrentOperations + spec.denseInputOperations();
    }

    static List<LayerCounters> of(ModelDocument model) {
        List<LayerCounters> layers = new ArrayList<>();
        boolean spiking = model.input().spikes();
        for (LayerSpec spec : model.layers()) {
            layers.add(new LayerCounters(spec, spiking));
            spiking = spec.outputsAreSpikes(spiking);
        }
        return layers;
    }

    /** Adds one step of a group of streams. */
    void stepped(int streams, long inputs, long operations, long out) {
        steps += streams;
        activeInputs += inputs;
        inputOperations += operations;
        activeOutputs += out;
    }

    /** Number of inputs. */
    public int inputs() {
        return spec.inputs();
    }

    /** Neurons, or outputs of a layer of real values. */
    public int neurons() {
        return spec.outputs();
    }

    /** Steps of all streams. */
    public long steps() {
        return steps;
    }

    /** Inputs that were not 0, summed over steps. */
    public long activeInputs() {
        return activeInputs;
    }

    /** Spikes; 0 for a layer that does not spike. */
    public long spikes() {
        return spec.spikes() ? activeOutputs : 0;
    }

    /** Multiplications with accumulation that were needed. */
    public long effectiveMacs() {
        return steps * recurrentOperations + (spikingInputs ? 0 : inputOperations);
    }

    /** Accumulations that were needed: what spikes cost. */
    public long effectiveAcs() {
        return spikingInputs ? inputOperations : 0;
    }

    /** Operations that would have been needed if no input had been 0. */
    public long denseOperations() {
        return steps * denseOperations;
    }
}
