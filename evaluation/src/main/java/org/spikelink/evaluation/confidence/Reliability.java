package org.spikelink.evaluation.confidence;

import java.util.List;

/**
 * How far confidences are from accuracies, after Guo et al., "On Calibration of Modern Neural Networks", ICML 2017: windows
 * are put into {@value #BINS} bins of equal width by their confidence, bin b for confidences above b / 15 and up to (b + 1)
 * / 15.
 *
 * @param counts windows in each bin
 * @param confidences mean of each bin, 0..1; NaN where it is empty
 * @param accuracies of each bin, 0..1; NaN where it is empty
 */
public record Reliability(int[] counts, double[] confidences, double[] accuracies) {
    public static final int BINS = 15;

    /** The windows' confidences at a temperature. */
    public static Reliability of(List<LabelledWindow> windows, double temperature) {
        int[] counts = new int[BINS];
        int[] correct = new int[BINS];
        double[] sums = new double[BINS];
        for (LabelledWindow window : windows) {
            float confidence = window.confidence(temperature);
            int bin = bin(confidence);
            counts[bin]++;
            correct[bin] += window.isCorrect() ? 1 : 0;
            sums[bin] += confidence;
        }
        double[] confidences = new double[BINS];
        double[] accuracies = new double[BINS];
        for (int b = 0; b < BINS; b++) {
            confidences[b] = sums[b] / counts[b];
            accuracies[b] = (double) correct[b] / counts[b];
        }
        return new Reliability(counts, confidences, accuracies);
    }

    /** In float, as the confidence is: 0.6f is 9 / 15, not above it. */
    private static int bin(float confidence) {
        return Math.max(0, Math.min(BINS - 1, (int) Math.ceil(confidence * BINS) - 1));
    }

    /** Number of windows. */
    public int total() {
        int total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }

    /**
     * Expected calibration error, 0..1: the mean over windows of |accuracy - mean confidence| of their bin; NaN without
     * windows.
     */
    public double ece() {
        double sum = 0;
        for (int b = 0; b < BINS; b++) {
            if (counts[b] > 0) {
                sum += counts[b] * Math.abs(accuracies[b] - confidences[b]);
            }
        }
        return sum / total();
    }
}
