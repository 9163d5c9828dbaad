package org.spikelink.operators;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.stepper.ModelCounters;
import org.spikelink.core.stepper.ShadowCounters;
import org.spikelink.core.stepper.StepCounters;
import org.spikelink.core.stepper.StreamStepper;

/**
 * The metrics of models that change; docs/operations.md describes each. Those of a model that is held or runs as a shadow for
 * the first time are added then.
 */
final class ModelMetrics {
    private final MetricGroup group;
    private final StepCounters counters;
    private final List<LayerMetrics> layers = new ArrayList<>();
    private int models = 1; // the first one has metrics without its name
    private int shadows;

    ModelMetrics(MetricGroup group, StreamStepper stepper, RunningModels running) {
        this.group = group;
        this.counters = stepper.counters();
        group.counter("modelChanges", new CounterView(counters::modelChanges));
        group.counter("modelsLost", new CounterView(counters::modelsLost));
        group.counter("shadowSteps", new CounterView(counters::shadowSteps));
        group.counter("modelLoadFailures", new CounterView(running::failures));
        group.<Integer, Gauge<Integer>>gauge("modelsLoaded", stepper::heldModels);
        group.<Long, Gauge<Long>>gauge("scheduleRevision", () -> running.schedule().revision());
    }

    /** Updates the metrics of layers, and adds those of new models. */
    void stepped() {
        for (; models < counters.models().size(); models++) {
            ModelCounters model = counters.models().get(models);
            for (int n = 0; n < model.layers().size(); n++) {
                layers.add(new LayerMetrics(of(model.document()), n, model.layers().get(n)));
            }
        }
        for (; shadows < counters.shadows().size(); shadows++) {
            ShadowCounters shadow = counters.shadows().get(shadows);
            MetricGroup ours = of(shadow.model());
            ours.counter("shadowWindows", new CounterView(shadow::windows));
            ours.counter("shadowAgreed", new CounterView(shadow::agreed));
            ours.<Double, Gauge<Double>>gauge(
                    "shadowAgreement", () -> (double) shadow.agreed() / shadow.windows());
        }
        layers.forEach(LayerMetrics::stepped);
    }

    private MetricGroup of(ModelDocument model) {
        return group.addGroup("model", model.name()).addGroup("version", model.version());
    }
}
