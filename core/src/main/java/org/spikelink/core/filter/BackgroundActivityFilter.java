package org.spikelink.core.filter;

import org.spikelink.core.model.FilterSpec;

/** See {@link FilterSpec.BackgroundActivity}. The word of a pixel is the time since its last event, µs. */
final class BackgroundActivityFilter extends StampFilter {
    private final int neighbours;

    BackgroundActivityFilter(FilterSpec.BackgroundActivity spec, int width, int height) {
        super(width, height, 1, spec.withinUs() + 1);
        neighbours = spec.neighbours();
    }

    @Override
    int pass(long[] events, int from, int to, int first, long zero) {
        int above = -stride();
        int below = stride();
        int passed = first;
        int entries = logged;
        for (int n = from; n < to; n++) {
            long event = events[n];
            int now = (int) (timesUs[n - from] - zero);
            int cell = cell(event);
            log[entries] = entry(now, event);
            entries += ticks[cell] == now ? 0 : 1;
            ticks[cell] = now;
            int forgotten = now - horizon;
            int support =
                    row(cell + above, forgotten)
                            + row(cell + below, forgotten)
                            + known(cell - 1, forgotten)
                            + known(cell + 1, forgotten);
            events[passed] = event;
            passed += support >= neighbours ? 1 : 0;
        }
        logged = entries;
        return passed;
    }

    private int row(int cell, int forgotten) {
        return known(cell - 1, forgotten) + known(cell, forgotten) + known(cell + 1, forgotten);
    }

    /** 1 if the tick is above {@code forgotten}; neither is negative. */
    private int known(int cell, int forgotten) {
        return (forgotten - ticks[cell]) >>> 31;
    }

    @Override
    boolean isWord(int word) {
        return word >= 0 && word < horizon;
    }
}
