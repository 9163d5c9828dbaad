package org.spikelink.connectors.recordings;

/**
 * Some consecutive events, a column per field. A decoder refills one chunk again and again, so that reading allocates
 * nothing per event; what a chunk holds is valid until it is refilled. Indices are not checked beyond the arrays' own
 * bounds.
 */
public final class EventChunk {
    /** Fills about 140 kB: large enough that calls do not count, small enough for a cache. */
    public static final int DEFAULT_CAPACITY = 8192;

    /** A decoder that yields several events at once (EVT 3.0: 12) may ask for that much room. */
    public static final int MIN_CAPACITY = 64;

    private final long[] tUs;
    private final int[] x;
    private final int[] y;
    private final boolean[] on;
    private int count;

    /** A chunk of {@link #DEFAULT_CAPACITY}. */
    public EventChunk() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * A chunk of another size.
     *
     * @param capacity events, at least {@link #MIN_CAPACITY}
     */
    public EventChunk(int capacity) {
        if (capacity < MIN_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity must be at least " + MIN_CAPACITY + " (got " + capacity + ")");
        }
        tUs = new long[capacity];
        x = new int[capacity];
        y = new int[capacity];
        on = new boolean[capacity];
    }

    /** Events held. */
    public int count() {
        return count;
    }

    /** Events that can still be added. */
    public int room() {
        return tUs.length - count;
    }

    /** Sensor time of event {@code i}, µs. */
    public long tUs(int i) {
        return tUs[i];
    }

    /** Column of event {@code i}, as stored. */
    public int x(int i) {
        return x[i];
    }

    /** Row of event {@code i}, as stored. */
    public int y(int i) {
        return y[i];
    }

    /** Polarity of event {@code i}, as stored: whether its polarity bit is set. */
    public boolean on(int i) {
        return on[i];
    }

    /** Drops all events. */
    public void clear() {
        count = 0;
    }

    /** Adds one event; there must be {@link #room()}. */
    public void add(long tUs, int x, int y, boolean on) {
        this.tUs[count] = tUs;
        this.x[count] = x;
        this.y[count] = y;
        this.on[count] = on;
        count++;
    }
}
