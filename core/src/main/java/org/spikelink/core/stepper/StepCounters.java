package org.spikelink.core.stepper;

import java.util.List;

/** What a stepper has done since it was made; read by metrics, written by one thread. */
public final class StepCounters {
    private final List<LayerCounters> layers;
    long steps;
    long events;
    long late;
    long repeated;
    long missing;
    long rejected;
    long clockResets;
    long gaps;

    StepCounters(List<LayerCounters> layers) {
        this.layers = List.copyOf(layers);
    }

    /** What each layer has done. */
    public List<LayerCounters> layers() {
        return layers;
    }

    /** Bins stepped. */
    public long steps() {
        return steps;
    }

    /** Events or samples in batches that were stepped, late ones among them. */
    public long events() {
        return events;
    }

    /** Spikes of all layers. */
    public long spikes() {
        long spikes = 0;
        for (LayerCounters layer : layers) {
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

    /** Sequence numbers that never came. */
    public long missing() {
        return missing;
    }

    /** Batches refused. */
    public long rejected() {
        return rejected;
    }

    /** Times that a sensor's clock was set back. */
    public long clockResets() {
        return clockResets;
    }

    /** Silences so long that a stream started anew. */
    public long gaps() {
        return gaps;
    }
}
