package org.spikelink.core.stepper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts the work of a stepper since it was created; read by metrics, written by one thread. */
public final class StepCounters {
    private final List<LayerCounters> layers;
    private final List<LayerCounters> others = new CopyOnWriteArrayList<>();
    final long[] filtered;
    long steps;
    long events;
    long late;
    long repeated;
    long missing;
    long rejected;
    long clockResets;
    long gaps;
    long modelChanges;

    StepCounters(List<LayerCounters> layers, int filters) {
        this.layers = List.copyOf(layers);
        filtered = new long[filters];
    }

    /** The counters of each layer of the model that the stepper started with. */
    public List<LayerCounters> layers() {
        return layers;
    }

    /** The counters of each layer of every model that the stepper has held. */
    public List<LayerCounters> everyLayer() {
        if (others.isEmpty()) {
            return layers;
        }
        List<LayerCounters> all = new ArrayList<>(layers);
        all.addAll(others);
        return all;
    }

    /** Another model is held from now on. */
    void include(List<LayerCounters> ofModel) {
        others.addAll(ofModel);
    }

    /** Bins stepped. */
    public long steps() {
        return steps;
    }

    /** Events or samples in batches that were stepped, late ones among them. */
    public long events() {
        return events;
    }

    /** Number of filters of the model's input. */
    public int filters() {
        return filtered.length;
    }

    /** Events that the filter of this number, from 0, has dropped. */
    public long filtered(int filter) {
        return filtered[filter];
    }

    /** Spikes of all layers. */
    public long spikes() {
        long spikes = 0;
        for (LayerCounters layer : everyLayer()) {
            spikes += layer.spikes();
        }
        return spikes;
    }

    /** Events dropped because their bin was over. */
    public long late() {
        return late;
    }

    /** Batches dropped because their sequence had been seen. */
    public long repeated() {
        return repeated;
    }

    /** Sequence numbers that were skipped. */
    public long missing() {
        return missing;
    }

    /** Batches rejected. */
    public long rejected() {
        return rejected;
    }

    /** Times that a sensor's clock was set back. */
    public long clockResets() {
        return clockResets;
    }

    /** Silences so long that a stream was reset. */
    public long gaps() {
        return gaps;
    }

    /** Times that a running session went on with another model. */
    public long modelChanges() {
        return modelChanges;
    }
}
