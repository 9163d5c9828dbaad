package org.spikelink.trainer.baseline;

import java.util.Arrays;
import org.spikelink.trainer.math.PositiveDefinite;

/**
 * Kernel ridge regression on the classes with a Gaussian kernel: K = exp(-width |x - y|^2 / m) with m the median squared
 * distance, coefficients a = (K + ridge I)^-1 Y, class of x: the largest of K(x) a.
 *
 * @param width of the kernel, above 0
 * @param ridge above 0
 */
record KernelRidge(double width, double ridge) {

    /**
     * Predicts the classes of recordings from those of others.
     *
     * @param distances squared distances between all recordings [size][size]
     * @param training numbers of the recordings to learn from
     * @param labels class of each recording
     * @param others numbers of the recordings to predict
     */
    int[] predict(
            double[] distances, int size, int[] training, int[] labels, int classes, int[] others) {
        double scale = -width / median(distances, size, training);
        int n = training.length;
        double[][] kernel = new double[n][n];
        double[][] targets = new double[n][classes];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double d = distances[training[i] * size + training[j]];
                kernel[i][j] = Math.exp(scale * d) + (i == j ? ridge : 0);
                kernel[j][i] = kernel[i][j];
            }
            for (int c = 0; c < classes; c++) {
                targets[i][c] = (labels[training[i]] == c ? 1 : 0) - 1.0 / classes;
            }
        }
        double[][] coefficients = PositiveDefinite.solve(kernel, targets);
        return Arrays.stream(others)
                .map(
                        other ->
                                largest(
                                        scores(
                                                distances,
                                                size,
                                                training,
                                                scale,
                                                coefficients,
                                                classes,
                                                other)))
                .toArray();
    }

    private static double[] scores(
            double[] distances,
            int size,
            int[] training,
            double scale,
            double[][] coefficients,
            int classes,
            int other) {
        double[] scores = new double[classes];
        int n = training.length;
        for (int i = 0; i < n; i++) {
            double k = Math.exp(scale * distances[other * size + training[i]]);
            for (int c = 0; c < classes; c++) {
                scores[c] += k * coefficients[i][c];
            }
        }
        return scores;
    }

    private static int largest(double[] scores) {
        int largest = 0;
        for (int c = 1; c < scores.length; c++) {
            largest = scores[c] > scores[largest] ? c : largest;
        }
        return largest;
    }

    /** Of the distances between different recordings; 1 if most are equal. */
    private static double median(double[] distances, int size, int[] rows) {
        double[] all = new double[rows.length * (rows.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                all[count++] = distances[rows[i] * size + rows[j]];
            }
        }
        Arrays.sort(all);
        double median = count == 0 ? 0 : all[count / 2];
        return median > 0 ? median : 1;
    }
}
