package org.spikelink.connectors.recordings.events.evt;

/**
 * The upper bits of a clock, sent in separate words. They wrap to 0 on overflow: a decrease by more than half their
 * range is a wrap, a smaller one a step back in time.
 */
final class HighClock {
    private final int shift;
    private final int range;
    private long wraps;
    private int last;
    private boolean started;

    /**
     * A clock without a time yet.
     *
     * @param bits of the upper part
     * @param shift bits below it
     */
    HighClock(int bits, int shift) {
        this.shift = shift;
        this.range = 1 << bits;
    }

    /** Whether upper bits have been read. Words before them have no time. */
    boolean isStarted() {
        return started;
    }

    /** The time of these upper bits with all lower bits 0, µs. */
    long at(int high) {
        int rise = started ? high - last : 0;
        if (rise < -range / 2) {
            wraps += range;
        } else if (rise > range / 2 && wraps > 0) {
            wraps -= range;
        }
        started = true;
        last = high;
        return (wraps + high) << shift;
    }
}
