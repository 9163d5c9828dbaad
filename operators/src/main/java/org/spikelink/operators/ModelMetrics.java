package org.spikelink.operators;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.spikelink.core.stepper.StreamStepper;

/** The metrics of models that change; docs/operations.md describes each. */
final class ModelMetrics {
    private ModelMetrics() {}

    static void register(MetricGroup group, StreamStepper stepper, RunningModels models) {
        group.counter("modelChanges", new CounterView(() -> stepper.counters().modelChanges()));
        group.counter("modelLoadFailures", new CounterView(models::failures));
        group.<Integer, Gauge<Integer>>gauge("modelsLoaded", stepper::heldModels);
        group.<Long, Gauge<Long>>gauge("scheduleRevision", () -> models.schedule().revision());
    }
}
