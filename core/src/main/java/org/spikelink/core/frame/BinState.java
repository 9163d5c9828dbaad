package org.spikelink.core.frame;

/**
 * Where one stream stands between two batches: its open bin and what has fallen into it. Part of the stream's state;
 * written by {@link Bins} only.
 */
public final class BinState {
    /** Whether a bin is open. */
    public enum Phase {
        /** No event yet since the stream started. */
        FRESH(0),
        /** A bin is open from {@link #startUs}. */
        OPEN(1),
        /** Too long a silence: nothing is stepped until the next event. */
        IDLE(2);

        private final int code;

        Phase(int code) {
            this.code = code;
        }

        /** What is stored for it; never changes. */
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

    /** The grid of bins goes through here, sensor time in µs. */
    long originUs;

    /** Start of the open bin, or where the stream fell idle, sensor time in µs. */
    long startUs;

    /**
     * Where bins are cut by count: time of the last event counted; where samples are pooled: until when the open bin has
     * its samples. Sensor time in µs.
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

    /** Sums of the open bin's samples, one a channel; empty without samples. */
    float[] pool = NO_FLOATS;

    /** What the encoder remembers of the samples before, one a channel; empty before the first. */
    float[] memory = NO_FLOATS;

    public BinState() {}

    /** A stored state; the arrays are taken over. */
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
            float[] memory) {
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

    /** A copy that shares nothing. */
    public BinState copy() {
        BinState copy = withoutInputs();
        copy.indices = indices.clone();
        copy.counts = counts.clone();
        copy.pool = pool.clone();
        copy.memory = memory.clone();
        return copy;
    }

    /** A copy that shares nothing and has no active inputs: what {@link BinClock} looks at. */
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
                NO_FLOATS);
    }

    /** Forgets the active inputs: somebody has taken them. */
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

    /** What the encoder remembers; live, read only. */
    public float[] memory() {
        return memory;
    }
}
