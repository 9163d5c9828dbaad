package org.spikelink.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.spikelink.core.stepper.ModelCounters;
import org.spikelink.core.stepper.StepCounters;

/**
 * Compares what the models of a task do with the bands of their documents, all streams of a model together. Models without
 * bands are not watched. Knows nothing of the time before the task was started.
 */
final class DriftWatch {
    /** Of the time after which a drift is reported: as many values must be out of the band in a row. */
    private static final int SPANS = 10;

    private final MetricGroup group;
    private final StepCounters counters;
    private final DriftOptions options;
    private final StepLog log;
    private final LongSupplier clockNs;
    private final long spanNs;
    private final List<ModelDrift> models = new ArrayList<>();
    private int known; // models seen, those without bands among them
    private long checkedNs;
    private volatile int drifted;

    /** Watches models; {@code clockNs} only goes forward. */
    DriftWatch(
            MetricGroup group,
            StepCounters counters,
            DriftOptions options,
            StepLog log,
            LongSupplier clockNs) {
        this.group = group;
        this.counters = counters;
        this.options = options;
        this.log = log;
        this.clockNs = clockNs;
        spanNs = options.after().toNanos() / SPANS;
        checkedNs = clockNs.getAsLong();
        if (options.isWatched()) {
            group.<Integer, Gauge<Integer>>gauge("driftedBands", () -> drifted);
            take(checkedNs);
        }
    }

    /** Compares, once a span of time is over; cheap before. */
    void check() {
        long nowNs = clockNs.getAsLong();
        if (!options.isWatched() || nowNs - checkedNs < spanNs) {
            return;
        }
        checkedNs = nowNs;
        take(nowNs);
        int count = 0;
        for (ModelDrift model : models) {
            model.check(spanNs, nowNs, log);
            count += model.drifted();
        }
        drifted = count;
    }

    /** Takes up models that the task holds since the last time. */
    private void take(long nowNs) {
        List<ModelCounters> all = counters.models();
        for (; known < all.size(); known++) {
            ModelCounters model = all.get(known);
            if (model.document().bands() != null) {
                models.add(new ModelDrift(group, model, options.after().toNanos(), nowNs));
            }
        }
    }
}
