package org.spikelink.core.readout;

import org.spikelink.core.record.Classification;

/**
 * The scores of one decision window, and what they say.
 *
 * @param scores one per class
 * @param best the class with the largest score, the lowest index on a tie
 * @param confidence of {@code best}, as {@link Confidence} computes it
 * @param answer {@code best}, or {@link #UNKNOWN} where the confidence is too low to answer
 * @param startUs sensor time, µs
 * @param endUs sensor time, µs, exclusive
 */
public record WindowScores(
        float[] scores, int best, float confidence, int answer, long startUs, long endUs) {
    /** In place of a class where the window is not answered. */
    public static final int UNKNOWN = Classification.UNKNOWN;

    /** Whether the window is answered with a class. */
    public boolean isAnswered() {
        return answer != UNKNOWN;
    }
}
