package org.spikelink.evaluation.confidence;

import java.util.ArrayList;
import java.util.List;

/**
 * What a threshold {@code abstain_below} costs and gives.
 *
 * @param abstainBelow the threshold
 * @param answered share of windows with at least this confidence, 0..1
 * @param accuracy of these, 0..1; NaN if there are none
 */
public record AnswerPoint(double abstainBelow, double answered, double accuracy) {
    private static final double[] THRESHOLDS = {
        0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999
    };

    /** The points of the usual thresholds and of {@code own}, ascending. */
    static List<AnswerPoint> of(List<LabelledWindow> windows, double temperature, double own) {
        double[] thresholds = Thresholds.with(THRESHOLDS, own);
        List<AnswerPoint> points = new ArrayList<>();
        for (double threshold : thresholds) {
            long answered = 0;
            long correct = 0;
            for (LabelledWindow window : windows) {
                if (window.confidence(temperature) >= (float) threshold) {
                    answered++;
                    correct += window.isCorrect() ? 1 : 0;
                }
            }
            points.add(
                    new AnswerPoint(
                            threshold,
                            (double) answered / windows.size(),
                            (double) correct / answered));
        }
        return points;
    }
}
