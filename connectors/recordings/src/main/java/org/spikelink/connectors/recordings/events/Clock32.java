package org.spikelink.connectors.recordings.events;

/**
 * Unwraps an unsigned 32-bit µs clock, which wraps to 0 every 71.6 minutes. A decrease by more than half the range is
 * a wrap; a smaller one is a step back in time. An increase by more than half the range is a step back across the
 * last wrap, if there was one, and a long pause otherwise.
 */
public final class Clock32 {
    private static final long RANGE = 1L << 32;
    private static final long HALF = 1L << 31;

    private long wraps;
    private long last;
    private boolean started;

    /** The unwrapped time, µs since the start of the first range. */
    public long unwrap(int raw) {
        long t = Integer.toUnsignedLong(raw);
        long rise = started ? t - last : 0;
        started = true;
        last = t;
        if (rise < -HALF) {
            wraps += RANGE;
        } else if (rise > HALF && wraps > 0) {
            wraps -= RANGE;
        }
        return wraps + t;
    }

    /** Unwraps raw times in place. Times that increase by less than half the range need one comparison each. */
    public void unwrap(long[] tUs, int from, int count) {
        long before = started ? last : 0;
        long base = wraps;
        for (int n = from; n < from + count; n++) {
            long t = tUs[n] & (RANGE - 1);
            if (Math.abs(t - before) > HALF || !started) {
                last = before;
                unwrap((int) t);
                base = wraps;
            }
            before = t;
            tUs[n] = base + t;
        }
        last = before;
    }
}
