package org.spikelink.core.filter;

import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.record.PackedEvents;

/** A filter with a clock and a memory. The clock never runs backwards, except where the sensor's was set back. */
abstract sealed class TimedFilter extends EventFilter permits PixelFilter, RateLimitFilter {
    /** Most events of a {@link #pass}: their times stay in the cache. */
    static final int CHUNK = 1024;

    /** Longest time between the first and the last event of a {@link #pass}, µs. */
    static final long CHUNK_US = 1L << 29;

    /** The latest time of an event since the filter started, {@link FilterMemory#NEVER} before the first; µs. */
    long nowUs = FilterMemory.NEVER;

    /** The filter's clock at each event of a {@link #pass}, ascending, µs. */
    final long[] timesUs = new long[CHUNK];

    @Override
    final int apply(long[] events, int count, long startUs) {
        int passed = 0;
        for (int from = 0; from < count; ) {
            long firstUs = startUs + PackedEvents.offsetUs(events[from]);
            begin(firstUs);
            int to = clock(events, from, Math.min(count, from + CHUNK), startUs);
            passed = pass(events, from, to, passed);
            from = to;
        }
        return passed;
    }

    private void begin(long timeUs) {
        if (timeUs > nowUs) {
            advance(timeUs);
            nowUs = timeUs;
        } else if (nowUs - timeUs > FilterSpec.CLOCK_SET_BACK_US) {
            restart();
            nowUs = timeUs;
        }
    }

    /** Fills {@link #timesUs}; returns the first event that needs another {@link #begin}. */
    private int clock(long[] events, int from, int most, long startUs) {
        long endUs = Math.min(nowUs + CHUNK_US, endUs());
        long now = nowUs;
        int n = from;
        for (; n < most; n++) {
            long timeUs = startUs + PackedEvents.offsetUs(events[n]);
            if (timeUs >= endUs || now - timeUs > FilterSpec.CLOCK_SET_BACK_US) {
                break;
            }
            now = Math.max(now, timeUs);
            timesUs[n - from] = now;
        }
        nowUs = now;
        return n;
    }

    /** Time goes on from {@link #nowUs} to {@code timeUs}. */
    void advance(long timeUs) {}

    /** A time after {@link #nowUs} before which {@link #advance} need not be called. */
    long endUs() {
        return Long.MAX_VALUE;
    }

    /**
     * Filters events {@code from} to {@code to - 1}, at {@link #timesUs}; the filter remembers them. Which events pass cannot
     * be predicted, so that loops have no branch for it.
     *
     * @param passed where the events that pass move to, at most {@code from}
     * @return {@code passed} and the number of events that pass
     */
    abstract int pass(long[] events, int from, int to, int passed);

    /** Starts again, because the sensor's clock was set back; {@link #nowUs} is {@link FilterMemory#NEVER} again. */
    void restart() {
        clear();
    }

    /** Forgets everything, as if no event had come; {@link #nowUs} is {@link FilterMemory#NEVER} again. */
    abstract void clear();

    /** Takes up the memory of a stream; the filter must be clear. */
    abstract void load(FilterMemory memory);

    /** The memory to store; the filter keeps what it knows. */
    abstract FilterMemory save();

    /** The reason a stored memory cannot be one of this filter, or null. */
    abstract String misfit(FilterMemory memory);
}
