package org.spikelink.operators;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.stepper.LayerCounters;
import org.spikelink.core.stepper.StepCounters;

/** What a reporter sees of the operator; docs/operations.md says what each metric means. */
final class StepMetrics {
    private static final int HISTOGRAM_SIZE = 1_000;

    private final Map<FlushReason, Counter> flushes = new EnumMap<>(FlushReason.class);
    private final List<LayerMetrics> layers = new ArrayList<>();
    private final Counter undecodable;
    private final Histogram bundleSize;
    private final Histogram stepLatencyNs;
    private final Histogram endToEndLatencyMs;
    private final StepCounters counters;
    private long stepsBefore;

    StepMetrics(MetricGroup group, ModelDocument model, StepCounters counters) {
        this.counters = counters;
        view(group, "steps", counters::steps);
        view(group, "events", counters::events);
        view(group, "spikes", counters::spikes);
        view(group, "late", counters::late);
        view(group, "repeated", counters::repeated);
        view(group, "missing", counters::missing);
        view(group, "rejected", counters::rejected);
        view(group, "clockResets", counters::clockResets);
        view(group, "gaps", counters::gaps);
        view(group, "effectiveMacs", () -> sum(LayerCounters::effectiveMacs));
        view(group, "effectiveAcs", () -> sum(LayerCounters::effectiveAcs));
        view(group, "denseOperations", () -> sum(LayerCounters::denseOperations));
        for (LayerCounters layer : counters.layers()) {
            layers.add(new LayerMetrics(group, layers.size(), layer));
        }
        undecodable = group.counter("undecodable");
        for (FlushReason reason : FlushReason.values()) {
            String name = reason.name().toLowerCase(Locale.ROOT);
            flushes.put(reason, group.addGroup("reason", name).counter("flushes"));
        }
        bundleSize = histogram(group, "bundleSize");
        stepLatencyNs = histogram(group, "stepLatencyNs");
        endToEndLatencyMs = histogram(group, "endToEndLatencyMs");
        group.addGroup("model", model.name())
                .addGroup("version", model.version())
                .<Integer, Gauge<Integer>>gauge("modelInfo", () -> 1);
    }

    private static void view(MetricGroup group, String name, LongSupplier count) {
        group.counter(name, new CounterView(count));
    }

    private static Histogram histogram(MetricGroup group, String name) {
        return group.histogram(name, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
    }

    private long sum(ToLongFunction<LayerCounters> operations) {
        return counters.layers().stream().mapToLong(operations).sum();
    }

    /** A record came that no batch could be decoded from. */
    void undecodable() {
        undecodable.inc();
    }

    /** A bundle was stepped in {@code tookNs}. */
    void flushed(FlushReason reason, Bundle bundle, long tookNs) {
        flushes.get(reason).inc();
        bundleSize.update(bundle.size());
        endToEndLatencyMs.update(System.currentTimeMillis() - bundle.oldestMs());
        long steps = counters.steps() - stepsBefore;
        if (steps > 0) {
            stepLatencyNs.update(tookNs / steps);
            layers.forEach(layer -> layer.stepped(steps));
            stepsBefore = counters.steps();
        }
    }
}
