package org.spikelink.core.readout;

/**
 * The scores of one decision window.
 *
 * @param scores one per class
 * @param startUs sensor time, µs
 * @param endUs sensor time, µs, exclusive
 */
public record WindowScores(float[] scores, long startUs, long endUs) {

    /** The class with the largest score, the lowest index on a tie. */
    public int best() {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    /** Softmax of the scores at {@link #best}: in double, with StrictMath, summed ascending, rounded once. */
    public float confidence() {
        double largest = scores[best()];
        double sum = 0;
        for (float score : scores) {
            sum += StrictMath.exp(score - largest);
        }
        return (float) (1 / sum);
    }
}
