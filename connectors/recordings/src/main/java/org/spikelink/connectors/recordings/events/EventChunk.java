package org.spikelink.connectors.recordings.events;

/**
 * Consecutive events, with one column per field. A decoder refills the same chunk, so that reading allocates nothing
 * per event; the content is valid until the next refill. Indices are checked only against the bounds of the arrays.
 */
public final class EventChunk {
    /** About 140 kB: large enough to make the cost of calls negligible, small enough for a cache. */
    public static final int DEFAULT_CAPACITY = 8192;

    /** A decoder that yields several events at once (EVT 3.0: 12) needs this much room. */
    public static final int MIN_CAPACITY = 64;

    private final long[] tUs;
    private final int[] x;
    private final int[] y;
    private final boolean[] on;
    private int count;

    /** A chunk with {@link #DEFAULT_CAPACITY}. */
    public EventChunk() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * A chunk with another capacity.
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

    /** Number of events. */
    public int count() {
        return count;
    }

    /** Number of events that can still be added. */
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

    /**
     * The columns themselves, for the loops of decoders: they write from index {@link #count}, then call {@link
     * #grow}.
     */
    public long[] tUs() {
        return tUs;
    }

    public int[] x() {
        return x;
    }

    public int[] y() {
        return y;
    }

    public boolean[] on() {
        return on;
    }

    /** Counts events that were written to the columns. */
    public void grow(int events) {
        count += events;
    }

    /** Removes all events. */
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
