package org.spikelink.trainer.loss;

/**
 * -sum over classes of target log softmax(x), and its gradient softmax(x) - target. The target is 1 at the label or, with
 * label smoothing e, 1 - e + e / C at the label and e / C elsewhere. In double, sums ascending.
 */
final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Adds {@code scale} times the gradient.
     *
     * @param x C values, starting at {@code at}
     * @param smoothing e, 0 for none
     * @param gradient array to which it is added, starting at {@code at}
     * @return {@code scale} times the cross entropy
     */
    static double of(
            float[] x,
            int at,
            int classes,
            int label,
            double smoothing,
            double scale,
            float[] gradient) {
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
            double target = target(c == label, classes, smoothing);
            gradient[at + c] += (float) (scale * (share - target));
        }
        return scale * (Math.log(sum) + largest - expected(x, at, classes, label, smoothing));
    }

    private static double target(boolean isLabel, int classes, double smoothing) {
        double even = smoothing / classes;
        return isLabel ? 1 - smoothing + even : even;
    }

    private static double expected(float[] x, int at, int classes, int label, double smoothing) {
        if (smoothing == 0) {
            return x[at + label];
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += target(c == label, classes, smoothing) * x[at + c];
        }
        return sum;
    }
}
