package org.spikelink.core.readout;

/**
 * The confidence of the best class: the softmax of scores / temperature, at the largest score.
 *
 * <p>confidence = 1 / sum over c of exp((score[c] - score[best]) / temperature). In double, with StrictMath.exp, summed by
 * ascending class, rounded to float once: the same bits on every machine. At temperature 1 the division changes no bit.
 * The temperature changes neither the order of the classes nor a score.
 */
public final class Confidence {
    private Confidence() {}

    /** Index of the largest score, the lowest on a tie. */
    public static int best(float[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return best;
    }

    /**
     * The confidence of the class {@code best}, above 0 and at most 1; allocates nothing.
     *
     * @param scores one per class, finite
     * @param best index of the largest
     * @param temperature above 0
     */
    public static float of(float[] scores, int best, double temperature) {
        double largest = scores[best];
        double sum = 0;
        for (float score : scores) {
            sum += StrictMath.exp((score - largest) / temperature);
        }
        return (float) (1 / sum);
    }
}
