package org.spikelink.trainer.loss;

/** -log softmax(x)[label], and its gradient softmax(x) - 1 at the label. In double, sums ascending. */
final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Adds {@code scale} times the gradient.
     *
     * @param x C values from {@code at} on
     * @param gradient where it is added, from {@code at} on
     * @return {@code scale} times the cross entropy
     */
    static double of(float[] x, int at, int classes, int label, double scale, float[] gradient) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            largest = Math.max(largest, x[at + c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp(x[at + c] - largest);
        }
        for (int c = 0; c < classes; c++) {
            double share = Math.exp(x[at + c] - largest) / sum;
            gradient[at + c] += (float) (scale * (c == label ? share - 1 : share));
        }
        return scale * (Math.log(sum) + largest - x[at + label]);
    }
}
