package org.spikelink.evaluation.confidence;

/**
 * What {@code decision.early} gives: how soon windows are decided, and how well.
 *
 * @param confidence that ends a window
 * @param steps in a row
 * @param accuracy of the windows, 0..1
 * @param latencySteps mean steps from the start of a window to its decision
 * @param latencyUs mean sensor time from the start of a window to its decision, µs
 * @param early share of windows that ended before they were full, 0..1
 */
public record EarlyPoint(
        double confidence,
        int steps,
        double accuracy,
        double latencySteps,
        double latencyUs,
        double early) {}
