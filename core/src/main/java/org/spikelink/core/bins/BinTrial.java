package org.spikelink.core.bins;

/**
 * Counts the bins that one batch would close, by moving a copy of its stream's state through the batch's times.
 */
final class BinTrial {
    private final BinClock clock;
    private final BinState state;
    private long bins;

    BinTrial(BinClock clock, BinState from) {
        this.clock = clock;
        state = from.withoutInputs();
    }

    /** Closes the bins before a time. Returns whether the open bin contains the time; if not, it is late. */
    boolean reach(long timeUs) {
        bins += clock.closedTowards(state, timeUs);
        return clock.inOpenBin(state, timeUs);
    }

    /** Marks the open bin as not silent. */
    void fill() {
        state.events = Math.max(state.events, 1);
    }

    /** Closes the open bin. */
    void close() {
        clock.closed(state);
        bins++;
    }

    /** Closes the bins before the batch's {@code until_us}; the count is complete. */
    long bins(long untilUs) {
        return bins + clock.closedUntil(state, untilUs);
    }

    /** Bins closed so far. */
    long bins() {
        return bins;
    }

    /** The stream's state at this point. */
    BinState state() {
        return state;
    }
}
