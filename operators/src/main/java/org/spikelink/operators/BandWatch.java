package org.spikelink.operators;

import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.spikelink.core.model.Band;

/** One band of a model, and for how long the value has been outside of it. Metrics are read by other threads. */
final class BandWatch {
    private final String title;
    private final Band band;
    private final long afterNs;
    private volatile double value = Double.NaN; // of the last span with enough data
    private volatile long outsideNs; // 0 inside
    private boolean reported;

    /** How a new value changed what is known. */
    enum Change {
        NONE,
        DRIFTED,
        RETURNED
    }

    /**
     * A band.
     *
     * @param group of this band
     * @param title names it in the log: {@code layers.0.firing_rate}
     */
    BandWatch(MetricGroup group, String title, Band band, long afterNs) {
        this.title = title;
        this.band = band;
        this.afterNs = afterNs;
        group.<Double, Gauge<Double>>gauge("bandValue", () -> value);
        group.<Long, Gauge<Long>>gauge(
                "outOfBandSeconds", () -> TimeUnit.NANOSECONDS.toSeconds(outsideNs));
    }

    String title() {
        return title;
    }

    Band band() {
        return band;
    }

    double value() {
        return value;
    }

    long outsideSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(outsideNs);
    }

    /** Whether the value has been outside for long enough. */
    boolean hasDrifted() {
        return reported;
    }

    /** The value of a span of time. */
    Change update(double newest, long spanNs) {
        value = newest;
        if (band.contains(newest)) {
            outsideNs = 0;
            Change change = reported ? Change.RETURNED : Change.NONE;
            reported = false;
            return change;
        }
        long longer = outsideNs + spanNs; // written by this thread only
        outsideNs = longer;
        if (reported || longer < afterNs) {
            return Change.NONE;
        }
        reported = true;
        return Change.DRIFTED;
    }

    /** The model has done nothing for long: nothing is known of it. */
    void forget() {
        value = Double.NaN;
        outsideNs = 0;
        reported = false;
    }
}
