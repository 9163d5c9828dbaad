package org.spikelink.operators;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.spikelink.core.stepper.StepCounters;

/**
 * What the operator tells of itself, updated once a flush: counters steps, events, spikes, late, repeated, missing,
 * rejected, clockResets, gaps; flushes by reason; histograms bundleSize (batches) and stepLatencyNs (time of a flush
 * divided by its steps).
 */
final class StepMetrics {
    private static final int HISTOGRAM_SIZE = 1_000;

    private final Map<FlushReason, Counter> flushes = new EnumMap<>(FlushReason.class);
    private final Counter undecodable;
    private final Histogram bundleSize;
    private final Histogram stepLatencyNs;
    private final StepCounters counters;
    private long stepsBefore;

    StepMetrics(MetricGroup group, StepCounters counters) {
        this.counters = counters;
        view(group, "steps", StepCounters::steps);
        view(group, "events", StepCounters::events);
        view(group, "spikes", StepCounters::spikes);
        view(group, "late", StepCounters::late);
        view(group, "repeated", StepCounters::repeated);
        view(group, "missing", StepCounters::missing);
        view(group, "rejected", StepCounters::rejected);
        view(group, "clockResets", StepCounters::clockResets);
        view(group, "gaps", StepCounters::gaps);
        undecodable = group.counter("undecodable");
        for (FlushReason reason : FlushReason.values()) {
            String name = reason.name().toLowerCase(Locale.ROOT);
            flushes.put(reason, group.addGroup("reason", name).counter("flushes"));
        }
        bundleSize =
                group.histogram("bundleSize", new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
        stepLatencyNs =
                group.histogram(
                        "stepLatencyNs", new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
    }

    private void view(MetricGroup group, String name, ToLongFunction<StepCounters> value) {
        group.counter(name, new CounterView(counters, value));
    }

    /** A record came that no batch could be decoded from. */
    void undecodable() {
        undecodable.inc();
    }

    /** A bundle of {@code batches} was stepped in {@code tookNs}. */
    void flushed(FlushReason reason, int batches, long tookNs) {
        flushes.get(reason).inc();
        bundleSize.update(batches);
        long steps = counters.steps() - stepsBefore;
        if (steps > 0) {
            stepLatencyNs.update(tookNs / steps);
            stepsBefore = counters.steps();
        }
    }

    /** Shows one of the stepper's counters to Flink. */
    private record CounterView(StepCounters counters, ToLongFunction<StepCounters> value)
            implements Counter {
        @Override
        public long getCount() {
            return value.applyAsLong(counters);
        }

        @Override
        public void inc() {
            throw readOnly();
        }

        @Override
        public void inc(long n) {
            throw readOnly();
        }

        @Override
        public void dec() {
            throw readOnly();
        }

        @Override
        public void dec(long n) {
            throw readOnly();
        }

        private static IllegalStateException readOnly() {
            return new IllegalStateException("the stepper counts; metrics only show it");
        }
    }
}
