package org.spikelink.core.bins;

import org.spikelink.core.encoder.SampleMemory;

/**
 * The open bin of one stream between two batches, with its content. Part of the stream's state; written only by
 * {@link Bins}.
 */
public final class BinState {
    /** Whether a bin is open. */
    public enum Phase {
        /** No event yet since the stream started. */
        FRESH(0),
        /** A bin is open from {@link #startUs}. */
        OPEN(1),
        /** The silence is too long: nothing is stepped until the next event. */
        IDLE(2);

        private final int code;

        Phase(int code) {
            this.code = code;
        }

        /** The number stored for this phase; it must never change. */
        public int code() {
            return code;
        }

        /** The phase stored as {@code code}, null if there is none. */
        public static Phase of(int code) {
            for (Phase phase : values()) {
                if (phase.code == code) {
                    return phase;
                }
            }
            return null;
        }
    }

    static final float[] NO_FLOATS = new float[0];

    private static final int[] NONE = new int[0];

    Phase phase = Phase.FRESH;

    /** A point of the grid of bins, sensor time in µs. */
    long originUs;

    /** Start of the open bin, or the time at which the stream became idle, sensor time in µs. */
    long startUs;

    /**
     * Bins by count: time of the last event counted. Pooled samples: end of the open bin's filled slots. Sensor time
     * in µs.
     */
    long lastUs;

    /** Silent bins stepped since the last one with an event. */
    int silentBins;

    /** Events in the open bin. */
    int events;

    /** Active inputs of the open bin, ascending. */
    int[] indices = NONE;

    /** Events on each of {@link #indices}. */
    int[] counts = NONE;

    /** Sums of the open bin's samples, one per channel; empty without samples. */
    float[] pool = NO_FLOATS;

    /** The encoder's memory of earlier samples. */
    SampleMemory memory = new SampleMemory();

    public BinState() {}

    /** A stored state; the arrays are not copied. */
    public BinState(
            Phase phase,
            long originUs,
            long startUs,
            long lastUs,
            int silentBins,
            int events,
            int[] indices,
            int[] counts,
            float[] pool,
            SampleMemory memory) {
        this.phase = phase;
        this.originUs = originUs;
        this.startUs = startUs;
        this.lastUs = lastUs;
        this.silentBins = silentBins;
        this.events = events;
        this.indices = indices;
        this.counts = counts;
        this.pool = pool;
        this.memory = memory;
    }

    /** A deep copy. */
    public BinState copy() {
        BinState copy = withoutInputs();
        copy.indices = indices.clone();
        copy.counts = counts.clone();
        copy.pool = pool.clone();
        copy.memory = memory.copy();
        return copy;
    }

    /** A deep copy without active inputs, for {@link BinTrial}. */
    BinState withoutInputs() {
        return new BinState(
                phase,
                originUs,
                startUs,
                lastUs,
                silentBins,
                events,
                NONE,
                NONE,
                NO_FLOATS,
                new SampleMemory());
    }

    /** Drops the active inputs, which {@link ActiveInputs} has loaded. */
    void clearInputs() {
        indices = NONE;
        counts = NONE;
    }

    public Phase phase() {
        return phase;
    }

    public long originUs() {
        return originUs;
    }

    public long startUs() {
        return startUs;
    }

    public long lastUs() {
        return lastUs;
    }

    public int silentBins() {
        return silentBins;
    }

    public int events() {
        return events;
    }

    /** Active inputs of the open bin, ascending; live, read only. */
    public int[] indices() {
        return indices;
    }

    /** Events on each of {@link #indices}; live, read only. */
    public int[] counts() {
        return counts;
    }

    /** Sums of the open bin's samples; live, read only. */
    public float[] pool() {
        return pool;
    }

    /** The encoder's memory; live. */
    public SampleMemory memory() {
        return memory;
    }
}
