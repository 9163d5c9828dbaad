package org.spikelink.operators;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.spikelink.core.stepper.LayerCounters;

/** The metrics of one layer, under the label {@code layer}: rates and fractions of the last bundle. */
final class LayerMetrics {
    private final LayerCounters counters;
    private long stepsBefore;
    private long spikesBefore;
    private long activeBefore;
    private double firingRate;
    private double activeFraction;

    LayerMetrics(MetricGroup group, int layer, LayerCounters counters) {
        this.counters = counters;
        MetricGroup ours = group.addGroup("layer", Integer.toString(layer));
        ours.counter("layerSpikes", new CounterView(counters::spikes));
        ours.counter("layerActiveInputs", new CounterView(counters::activeInputs));
        ours.<Double, Gauge<Double>>gauge("firingRate", () -> firingRate);
        ours.<Double, Gauge<Double>>gauge("activeInputFraction", () -> activeFraction);
    }

    /** Updates the metrics after steps of any model. */
    void stepped() {
        long steps = counters.steps() - stepsBefore;
        if (steps == 0) {
            return;
        }
        stepsBefore = counters.steps();
        firingRate = share(counters.spikes() - spikesBefore, steps, counters.neurons());
        activeFraction = share(counters.activeInputs() - activeBefore, steps, counters.inputs());
        spikesBefore = counters.spikes();
        activeBefore = counters.activeInputs();
    }

    private static double share(long count, long steps, int of) {
        return (double) count / (steps * of);
    }
}
