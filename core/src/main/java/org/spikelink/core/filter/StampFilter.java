package org.spikelink.core.filter;

import java.util.Arrays;
import org.spikelink.core.record.PackedEvents;

/**
 * A filter that remembers of each pixel the time of something, until it is older than a horizon.
 *
 * <p>Times are ticks, microseconds after a time that moves. Tick 0 is never. The log has the pixels in the order of their
 * times: what is still known is at its end, and a pixel that got a later time has a later entry. So nothing needs to be
 * done when a time grows old, and all is forgotten when the clock moves on by the horizon.
 */
abstract sealed class StampFilter extends PixelFilter
        permits RefractoryFilter, BackgroundActivityFilter, FlickerFilter {
    private static final int FIRST_ENTRIES = 4 * CHUNK;
    private static final int X_BITS = 14;
    private static final int PLACE_BITS = 28;
    private static final int PLACE = (1 << PLACE_BITS) - 1;

    /** Age in ticks from which on a time is forgotten. */
    final int horizon;

    /** The tick of each pixel, at {@link #cell}. */
    final int[] ticks;

    /** Entries in ascending order, the tick in bits 28-58, y in bits 14-27, x in bits 0-13. */
    long[] log = new long[FIRST_ENTRIES];

    /** Number of entries. */
    int logged;

    private final int border;
    private final int stride;
    private int nowTick; // the filter's clock, at least the horizon
    private long zeroUs; // sensor time of tick 0, where something is logged

    /**
     * A filter.
     *
     * @param border width of a border of pixels without events, around the image
     * @param horizonUs age from which on a time is forgotten, at most 2^30 + 1
     */
    StampFilter(int width, int height, int border, long horizonUs) {
        super(width, height);
        this.border = border;
        stride = width + 2 * border;
        ticks = new int[Math.multiplyExact(stride, height + 2 * border)];
        horizon = Math.toIntExact(horizonUs);
        nowTick = horizon;
    }

    /** Pixels from one row to the next in {@link #ticks}. */
    final int stride() {
        return stride;
    }

    /** Where an event's pixel is in {@link #ticks}. */
    final int cell(long event) {
        return (PackedEvents.y(event) + border) * stride + PackedEvents.x(event) + border;
    }

    /** The log's entry of an event. */
    static long entry(int tick, long event) {
        return (long) tick << PLACE_BITS | (event >>> 32 & PLACE);
    }

    @Override
    final int pass(long[] events, int from, int to, int passed) {
        int count = to - from;
        reserve(count);
        long lastUs = timesUs[count - 1];
        setClock(timesUs[0], lastUs);
        int result = pass(events, from, to, passed, zeroUs);
        nowTick = (int) (lastUs - zeroUs);
        return result;
    }

    /**
     * {@link #pass}. What gets a new tick is appended to the log, which has room.
     *
     * @param zero sensor time of tick 0, µs
     */
    abstract int pass(long[] events, int from, int to, int passed, long zero);

    private void reserve(int count) {
        if (logged + count >= log.length) {
            compact();
            int needed = logged + count + 1;
            if (needed > log.length / 4 * 3) {
                log = Arrays.copyOf(log, needed / 2 * 3);
            }
        }
    }

    /** Ticks must hold up to the last event of a chunk. Silence longer than the horizon counts as the horizon. */
    private void setClock(long firstUs, long lastUs) {
        long mostUs = (long) nowTick + horizon;
        if (logged == 0 || firstUs - zeroUs > mostUs) {
            zeroUs = firstUs - mostUs;
        }
        if (lastUs - zeroUs > Integer.MAX_VALUE) {
            restartTicks(firstUs);
        }
    }

    private void restartTicks(long firstUs) {
        compact();
        Arrays.fill(ticks, 0);
        long movedUs = firstUs - horizon - zeroUs;
        int kept = 0;
        for (int n = 0; n < logged; n++) {
            long tick = tick(log[n]) - movedUs;
            if (tick > 0) {
                ticks[cellOf(log[n])] = (int) tick;
                log[kept++] = tick << PLACE_BITS | (log[n] & PLACE);
            }
        }
        logged = kept;
        zeroUs += movedUs;
        nowTick = horizon;
    }

    /** Removes the entries of times that are forgotten, and of pixels that got a later one. */
    private void compact() {
        int kept = 0;
        for (int n = firstKnown(); n < logged; n++) {
            long entry = log[n];
            log[kept] = entry;
            kept += ticks[cellOf(entry)] == tick(entry) ? 1 : 0;
        }
        logged = kept;
    }

    private int firstKnown() {
        int known = nowTick - horizon + 1;
        int low = 0;
        int high = logged;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tick(log[middle]) < known) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int tick(long entry) {
        return (int) (entry >>> PLACE_BITS);
    }

    private static int x(long entry) {
        return (int) entry & (1 << X_BITS) - 1;
    }

    private static int y(long entry) {
        return (int) (entry >>> X_BITS) & (1 << X_BITS) - 1;
    }

    private int cellOf(long entry) {
        return (y(entry) + border) * stride + x(entry) + border;
    }

    /** What is stored of a pixel. */
    int word(int age, int cell) {
        return age;
    }

    /** The age in a word. */
    int age(int word) {
        return word;
    }

    /** Takes up what a word says besides the age. */
    void restore(int word, int cell) {}

    @Override
    final void clear() {
        logged = 0;
        nowUs = FilterMemory.NEVER;
    }

    @Override
    final void load(FilterMemory stored) {
        FilterMemory memory = stored.sparse();
        int count = memory.pixels().length;
        nowUs = memory.nowUs();
        if (count == 0) {
            return;
        }
        if ((long) nowTick + horizon > Integer.MAX_VALUE) {
            Arrays.fill(ticks, 0);
            nowTick = 0;
        }
        nowTick += horizon; // all that was known is forgotten
        zeroUs = nowUs - nowTick;
        log = log.length > count ? log : new long[count + CHUNK];
        for (int n = 0; n < count; n++) {
            int pixel = memory.pixels()[n];
            int word = memory.words()[n];
            long place = (long) (pixel / width) << X_BITS | pixel % width;
            int tick = nowTick - age(word);
            log[n] = (long) tick << PLACE_BITS | place;
            int cell = cellOf(log[n]);
            ticks[cell] = tick;
            restore(word, cell);
        }
        logged = count;
        Arrays.sort(log, 0, count); // nothing to do if save() has written them
    }

    @Override
    final FilterMemory save() {
        compact();
        int[] pixels = new int[logged];
        int[] words = new int[logged];
        for (int n = 0; n < logged; n++) {
            long entry = log[n];
            pixels[n] = y(entry) * width + x(entry);
            words[n] = word(nowTick - tick(entry), cellOf(entry));
        }
        return new FilterMemory(nowUs, pixels, words);
    }
}
