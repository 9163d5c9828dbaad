package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/**
 * When a decision is made.
 *
 * @param windowBins steps that a decision covers, at least 1
 * @param strideBins steps from the start of one window to the next, at least 1
 * @param resetAfterWindow whether the network is reset after each window; only with stride = window
 * @param atEnd which windows that are not full are classified when a session ends
 */
public record DecisionSpec(int windowBins, int strideBins, boolean resetAfterWindow, AtEnd atEnd) {
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

    /** Windows open at a time. */
    public int openWindows() {
        return (windowBins + strideBins - 1) / strideBins;
    }
}
