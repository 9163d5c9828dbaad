package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/**
 * When a decision is made.
 *
 * @param windowBins steps that a decision covers, at least 1
 * @param strideBins steps from the start of one window to the next, at least 1
 * @param resetAfterWindow whether the network is reset after each window; only with stride = window
 * @param atEnd which windows that are not full are classified when a session ends
 * @param abstainBelow a window with less confidence is not answered with a class, 0..1; 0 answers all
 * @param early when a window is decided before it is full; null for never
 */
public record DecisionSpec(
        int windowBins,
        int strideBins,
        boolean resetAfterWindow,
        AtEnd atEnd,
        double abstainBelow,
        Early early) {
    private static final int MAX_BINS = 1_000_000;
    private static final int MAX_OPEN_WINDOWS = 1_000;

    public DecisionSpec {
        require(
                windowBins >= 1 && windowBins <= MAX_BINS,
                "decision.window_bins must be 1..%d (got %d)",
                MAX_BINS,
                windowBins);
        require(
                strideBins >= 1 && strideBins <= MAX_BINS,
                "decision.stride_bins must be 1..%d (got %d)",
                MAX_BINS,
                strideBins);
        require(
                !resetAfterWindow || strideBins == windowBins,
                "decision.reset_after_window needs stride_bins = window_bins (got %d and %d)",
                strideBins,
                windowBins);
        require(
                (windowBins + strideBins - 1) / strideBins <= MAX_OPEN_WINDOWS,
                "decision: at most %d windows may overlap (got window_bins %d, stride_bins %d)",
                MAX_OPEN_WINDOWS,
                windowBins,
                strideBins);
        require(
                abstainBelow >= 0 && abstainBelow <= 1,
                "decision.abstain_below must be 0..1 (got %s)",
                abstainBelow);
        require(
                early == null || early.steps() <= windowBins,
                "decision.early.steps must be at most window_bins = %d (got %s)",
                windowBins,
                early == null ? 0 : early.steps());
        require(
                early == null || early.confidence() >= abstainBelow,
                "decision.early.confidence must be at least abstain_below = %s, or windows would end early without an"
                        + " answer (got %s)",
                abstainBelow,
                early == null ? 0 : early.confidence());
    }

    /** A decision that answers all windows, and none early. */
    public DecisionSpec(int windowBins, int strideBins, boolean resetAfterWindow, AtEnd atEnd) {
        this(windowBins, strideBins, resetAfterWindow, atEnd, 0, null);
    }

    /** A decision that classifies only a first window that is not full. */
    public DecisionSpec(int windowBins, int strideBins, boolean resetAfterWindow) {
        this(windowBins, strideBins, resetAfterWindow, AtEnd.FIRST);
    }

    /** Windows that are not full when a session ends. */
    public enum AtEnd {
        /** The first window, however short, if the session had no full one. */
        FIRST,
        /** The first window as well, and every other that has at least half of its steps. */
        HALF
    }

    /**
     * A window is decided before it is full, once its confidence has been high enough for some steps in a row.
     *
     * @param confidence of the scores so far, at least; above 0, at most 1
     * @param steps in a row, at least 1
     */
    public record Early(double confidence, int steps) {
        public Early {
            require(
                    confidence > 0 && confidence <= 1,
                    "decision.early.confidence must be above 0 and at most 1 (got %s)",
                    confidence);
            require(steps >= 1, "decision.early.steps must be at least 1 (got %d)", steps);
        }
    }

    /** The same windows, with other rules on when to answer. */
    public DecisionSpec with(double abstainBelow, Early early) {
        return new DecisionSpec(
                windowBins, strideBins, resetAfterWindow, atEnd, abstainBelow, early);
    }

    /** Windows open at a time. */
    public int openWindows() {
        return (windowBins + strideBins - 1) / strideBins;
    }
}
