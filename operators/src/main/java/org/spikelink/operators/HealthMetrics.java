package org.spikelink.operators;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.spikelink.core.record.SensorHealth;

/**
 * The metrics of sensors' health, all sensors of a task together: how many seconds had which trouble, and the worst figures of
 * the last half minute or minute. docs/operations.md describes each.
 */
final class HealthMetrics {
    static final long WINDOW_NS = 30_000_000_000L;

    private final LongSupplier clockNs;
    private final Counter reports;
    private final Map<SensorHealth.Trouble, Counter> troubles =
            new EnumMap<>(SensorHealth.Trouble.class);
    private final Worst eventRate;
    private final Worst lateMs;
    private final Worst stepBackUs;
    private final Worst hotPixels;

    /** Adds the metrics to a group; {@code clockNs} only goes forward. */
    HealthMetrics(MetricGroup group, LongSupplier clockNs) {
        this.clockNs = clockNs;
        reports = group.counter("healthReports");
        for (SensorHealth.Trouble trouble : SensorHealth.Trouble.values()) {
            troubles.put(
                    trouble,
                    group.addGroup("trouble", trouble.toString()).counter("healthTroubles"));
        }
        eventRate = worst(group, "highestEventRate", health -> Math.round(health.eventRate()));
        lateMs = worst(group, "latestBatchMs", SensorHealth::latestMs);
        stepBackUs = worst(group, "longestStepBackUs", SensorHealth::longestStepBackUs);
        hotPixels = worst(group, "mostHotPixels", SensorHealth::hotPixels);
    }

    private Worst worst(MetricGroup group, String name, ToLongFunction<SensorHealth> figure) {
        Worst worst = new Worst(figure);
        group.<Long, Gauge<Long>>gauge(name, () -> worst.at(clockNs.getAsLong()));
        return worst;
    }

    /** A sensor's second is over. */
    void reported(SensorHealth health) {
        reports.inc();
        for (SensorHealth.Trouble trouble : health.troubles()) {
            troubles.get(trouble).inc();
        }
        long nowNs = clockNs.getAsLong();
        eventRate.add(health, nowNs);
        lateMs.add(health, nowNs);
        stepBackUs.add(health, nowNs);
        hotPixels.add(health, nowNs);
    }

    /** The largest figure of this window and the last one. Read by other threads. */
    private static final class Worst {
        private final ToLongFunction<SensorHealth> figure;
        private boolean isStarted;
        private long startNs;
        private long before;
        private long now;

        Worst(ToLongFunction<SensorHealth> figure) {
            this.figure = figure;
        }

        synchronized void add(SensorHealth health, long nowNs) {
            moveTo(nowNs);
            now = Math.max(now, figure.applyAsLong(health));
        }

        synchronized long at(long nowNs) {
            moveTo(nowNs);
            return Math.max(before, now);
        }

        private void moveTo(long nowNs) {
            if (!isStarted || nowNs - startNs >= 2 * WINDOW_NS) {
                before = 0;
                now = 0;
            } else if (nowNs - startNs >= WINDOW_NS) {
                before = now;
                now = 0;
            } else {
                return;
            }
            isStarted = true;
            startNs = nowNs;
        }
    }
}
