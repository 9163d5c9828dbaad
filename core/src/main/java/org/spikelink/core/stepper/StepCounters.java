package org.spikelink.core.stepper;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts the work of a stepper since it was created; read by metrics, written by one thread. */
public final class StepCounters {
    private final List<ModelCounters> models = new CopyOnWriteArrayList<>(); // the first one first
    private final List<ShadowCounters> shadows = new CopyOnWriteArrayList<>();
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
    long shadowSteps;
    long modelsLost;

    StepCounters(ModelCounters first, int filters) {
        models.add(first);
        filtered = new long[filters];
    }

    /** The counters of every model that the stepper has held, the one that it started with first. */
    public List<ModelCounters> models() {
        return models;
    }

    /** The counters of each layer of the model that the stepper started with. */
    public List<LayerCounters> layers() {
        return models.get(0).layers();
    }

    /** The counters of each layer of every model that the stepper has held. */
    public List<LayerCounters> everyLayer() {
        return models.size() == 1
                ? layers()
                : models.stream().flatMap(model -> model.layers().stream()).toList();
    }

    /** Another model is held from now on. */
    void include(ModelCounters model) {
        models.add(model);
    }

    /** Another shadow runs from now on. */
    void include(ShadowCounters ofShadow) {
        shadows.add(ofShadow);
    }

    /** The counters of each model that has been a shadow. */
    public List<ShadowCounters> shadows() {
        return shadows;
    }

    /** Times that a running session started anew because its model is not there any more. */
    public long modelsLost() {
        return modelsLost;
    }

    /** Steps of shadows, which {@link #steps} does not contain. */
    public long shadowSteps() {
        return shadowSteps;
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
