package org.spikelink.evaluation.confidence;

import org.spikelink.core.readout.Confidence;

/**
 * A decided window whose class is known.
 *
 * @param scores one per class, finite
 * @param truth index of its class
 */
public record LabelledWindow(float[] scores, int truth) {

    /** The class with the largest score, the lowest index on a tie. */
    public int best() {
        return Confidence.best(scores);
    }

    /** Whether the class with the largest score is its class. */
    public boolean isCorrect() {
        return best() == truth;
    }

    /** The window with its scores divided by a temperature. */
    LabelledWindow dividedBy(double temperature) {
        float[] divided = new float[scores.length];
        for (int c = 0; c < divided.length; c++) {
            divided[c] = (float) (scores[c] / temperature);
        }
        return new LabelledWindow(divided, truth);
    }

    /** The confidence of {@link #best} at a temperature. */
    public float confidence(double temperature) {
        return Confidence.of(scores, best(), temperature);
    }
}
