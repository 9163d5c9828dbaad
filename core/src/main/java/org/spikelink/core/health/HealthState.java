package org.spikelink.core.health;

import java.util.Arrays;

/**
 * What is kept of one stream's open second, and what spans seconds: its last times, and the last pixel of each
 * {@link HotPixels cell}. At most about 6 kB. Advanced in place by {@link HealthMeter}.
 */
public final class HealthState {
    static final long NEVER = Long.MIN_VALUE;
    static final int NO_SEQUENCE = -1;

    final long session;
    long lastSequence = NO_SEQUENCE;
    boolean isOpen;
    long startUs; // of the open second
    long reachedUs; // latest event of the open second
    long lastUs = NEVER; // event before the next one
    long onTimeMs; // how far Kafka's time is ahead of the sensor's when a batch is on time
    long onTimeAtUs = NEVER; // when that was found, sensor time

    long batches;
    long events;
    long on;
    long stepsBack;
    long longestStepBackUs;
    long missing;
    long rejected;
    long late;
    long latestMs;

    int slice; // the open one
    int sliceEvents;
    int fullest;
    int fullSlices;
    short[] net = new short[Spectrum.SLICES]; // ON minus OFF of each slice
    long[] rows = {}; // a bit for each row of pixels with an event
    char[] lastOfCell = {}; // the last pixel of each cell, plus 1
    PixelCounts repeats = new PixelCounts();

    /** Nothing seen yet of a session. */
    HealthState(long session) {
        this.session = session;
    }

    /** A copy that shares nothing. */
    public HealthState copy() {
        HealthState copy = new HealthState(session);
        copy.lastSequence = lastSequence;
        copy.isOpen = isOpen;
        copy.startUs = startUs;
        copy.reachedUs = reachedUs;
        copy.lastUs = lastUs;
        copy.onTimeMs = onTimeMs;
        copy.onTimeAtUs = onTimeAtUs;
        copy.batches = batches;
        copy.events = events;
        copy.on = on;
        copy.stepsBack = stepsBack;
        copy.longestStepBackUs = longestStepBackUs;
        copy.missing = missing;
        copy.rejected = rejected;
        copy.late = late;
        copy.latestMs = latestMs;
        copy.slice = slice;
        copy.sliceEvents = sliceEvents;
        copy.fullest = fullest;
        copy.fullSlices = fullSlices;
        copy.net = net.clone();
        copy.rows = rows.clone();
        copy.lastOfCell = lastOfCell.clone();
        copy.repeats = repeats.copy();
        return copy;
    }

    /** Sensor time since the open second began, µs; 0 if none is open. */
    public long openUs() {
        return isOpen ? reachedUs - startUs : 0;
    }

    /** Events of the open second. */
    public long events() {
        return events;
    }

    /** Events of the open second that are ON. */
    public long on() {
        return on;
    }

    /** Events of the open second that are earlier than the one before. */
    public long stepsBack() {
        return stepsBack;
    }

    /** Batches missing in the open second. */
    public long missing() {
        return missing;
    }

    /** Pixels that may turn out to be hot. */
    public int suspectedPixels() {
        return repeats.used;
    }

    /** The next second begins. */
    void clearSecond() {
        batches = 0;
        events = 0;
        on = 0;
        stepsBack = 0;
        longestStepBackUs = 0;
        missing = 0;
        rejected = 0;
        late = 0;
        latestMs = 0;
        slice = 0;
        sliceEvents = 0;
        fullest = 0;
        fullSlices = 0;
        Arrays.fill(net, (short) 0);
        Arrays.fill(rows, 0);
        repeats.clear();
    }
}
