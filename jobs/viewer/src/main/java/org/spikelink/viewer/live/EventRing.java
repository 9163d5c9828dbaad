package org.spikelink.viewer.live;

/** The latest {@value #SIZE} events of one stream. A position counts all events ever added. */
final class EventRing {
    static final int SIZE = 1 << 16;

    private static final int MASK = SIZE - 1;
    private static final int ON = 1 << 15;

    private final long[] timesUs = new long[SIZE];
    private final int[] places = new int[SIZE];
    private long end;

    void add(long timeUs, int x, int y, boolean on) {
        int at = (int) end & MASK;
        timesUs[at] = timeUs;
        places[at] = x << 16 | (on ? ON : 0) | y;
        end++;
    }

    /** Position after the latest event. */
    long end() {
        return end;
    }

    /** Position of the oldest event that is still there. */
    long start() {
        return Math.max(0, end - SIZE);
    }

    long timeUs(long position) {
        return timesUs[(int) position & MASK];
    }

    /** Bits 16-31: x; 15: on; 0-14: y. */
    int place(long position) {
        return places[(int) position & MASK];
    }
}
