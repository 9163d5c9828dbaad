package org.spikelink.core.filter;

import org.spikelink.core.model.FilterSpec;

/** See {@link FilterSpec.RateLimit}. Its memory is the events that the current window has passed, then
 * those dropped since the filter started, low and high word. States of older versions have only the first. */
final class RateLimitFilter extends TimedFilter {
    private static final int[] NUMBERS = {0, 1, 2};

    private final long windowUs;
    private final int most;
    private int passed;
    private long shed;

    RateLimitFilter(FilterSpec.RateLimit spec) {
        windowUs = spec.windowUs();
        most = spec.events();
    }

    @Override
    void advance(long timeUs) {
        if (Math.floorDiv(timeUs, windowUs) != Math.floorDiv(nowUs, windowUs)) {
            passed = 0;
        }
    }

    @Override
    long endUs() {
        return (Math.floorDiv(nowUs, windowUs) + 1) * windowUs;
    }

    @Override
    int pass(long[] events, int from, int to, int first) {
        int passing = Math.min(to - from, most - passed);
        System.arraycopy(events, from, events, first, passing);
        passed += passing;
        shed += to - from - passing;
        return first + passing;
    }

    @Override
    void restart() {
        nowUs = FilterMemory.NEVER;
        passed = 0;
    }

    @Override
    void clear() {
        restart();
        shed = 0;
    }

    /** The events dropped since the filter started, of a memory. */
    static long shed(FilterMemory memory) {
        int[] words = memory.words();
        return words.length < NUMBERS.length ? 0 : (words[1] & 0xFFFFFFFFL) | (long) words[2] << 32;
    }

    @Override
    void load(FilterMemory stored) {
        FilterMemory memory = stored.sparse();
        nowUs = memory.nowUs();
        passed = memory.words().length == 0 ? 0 : memory.words()[0];
        shed = shed(memory);
    }

    @Override
    FilterMemory save() {
        return new FilterMemory(
                nowUs, NUMBERS, new int[] {passed, (int) shed, (int) (shed >>> 32)});
    }

    @Override
    String misfit(FilterMemory memory) {
        int[] words = memory.sparse().words();
        boolean fits = words.length == 0 || words.length == 1 || words.length == NUMBERS.length;
        return fits && (words.length == 0 || (words[0] >= 0 && words[0] <= most))
                ? null
                : "must have 1 or 3 words, the first 0.."
                        + most
                        + " (got "
                        + words.length
                        + " words)";
    }
}
