package org.spikelink.connectors.recordings;

/**
 * Unwraps an unsigned 32-bit µs clock, which starts again at 0 every 71.6 minutes. A drop by more than half the range
 * is a wrap, and a smaller one is a step back in time; a rise by more than half the range is a step back over the
 * last wrap where there was one, else a long pause.
 */
public final class Clock32 {
    private static final long RANGE = 1L << 32;
    private static final long HALF = 1L << 31;

    private long wraps;
    private long last;
    private boolean started;

    /** The unwrapped time of a raw one, µs from the first wrap's start. */
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
}
