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

/** The operator's metrics; docs/operations.md describes each. */
final class StepMetrics {
    private static final int HISTOGRAM_SIZE = 1_000;

    private final Map<FlushReason, Counter> flushes = new EnumMap<>(FlushReason.class);
    private final List<LayerMetrics> layers = new ArrayList<>();
    private final Counter undecodable;
    private final Counter forgottenEarly;
    private final Histogram bundleSize;
    private final Histogram stepLatencyNs;
    private final Histogram endToEndLatencyMs;
    private final StepCounters counters;
    private long stepsBefore;

    StepMetrics(
            MetricGroup group,
            ModelDocument model,
            StepCounters counters,
            Backlog backlog,
            SkewWatch skew) {
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
        for (int n = 0; n < counters.filters(); n++) {
            int filter = n;
            MetricGroup ours = group.addGroup("filter", Integer.toString(n));
            view(ours, "filteredEvents", () -> counters.filtered(filter));
        }
        undecodable = group.counter("undecodable");
        for (FlushReason reason : FlushReason.values()) {
            String name = reason.name().toLowerCase(Locale.ROOT);
            flushes.put(reason, group.addGroup("reason", name).counter("flushes"));
        }
        forgottenEarly = group.counter("forgottenEarly");
        group.<Double, Gauge<Double>>gauge("hottestStreamShare", skew::share);
        group.<Integer, Gauge<Integer>>gauge("waitingStreams", backlog::streams);
        group.<Integer, Gauge<Integer>>gauge("waitingBatches", backlog::batches);
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
        return counters.everyLayer().stream().mapToLong(operations).sum();
    }

    /** A record could not be decoded. */
    void undecodable() {
        undecodable.inc();
    }

    /** A stream was deleted because there were too many. */
    void forgotten() {
        forgottenEarly.inc();
    }

    /** A bundle was stepped in {@code tookNs}. */
    void flushed(FlushReason reason, Bundle bundle, long tookNs) {
        flushes.get(reason).inc();
        bundleSize.update(bundle.size());
        endToEndLatencyMs.update(System.currentTimeMillis() - bundle.oldestMs());
        stepped(tookNs);
    }

    /** Streams that waited had a turn of {@code tookNs}. */
    void resumed(long tookNs) {
        flushes.get(FlushReason.BACKLOG).inc();
        stepped(tookNs);
    }

    private void stepped(long tookNs) {
        long steps = counters.steps() - stepsBefore;
        if (steps > 0) {
            stepLatencyNs.update(tookNs / steps);
            layers.forEach(LayerMetrics::stepped);
            stepsBefore = counters.steps();
        }
    }
}
