package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/**
 * When a class is decided.
 *
 * @param windowBins steps that a decision looks at, at least 1
 * @param strideBins steps from the start of one window to the next, at least 1
 * @param resetAfterWindow whether the network starts anew after each window; only with stride = window
 */
public record DecisionSpec(int windowBins, int strideBins, boolean resetAfterWindow) {
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

    /** Windows open at a time. */
    public int openWindows() {
        return (windowBins + strideBins - 1) / strideBins;
    }
}
