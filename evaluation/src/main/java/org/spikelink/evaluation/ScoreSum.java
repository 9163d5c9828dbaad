package org.spikelink.evaluation;

import java.util.Arrays;
import org.spikelink.core.readout.WindowScores;
import org.spikelink.core.record.Classification;

/** The scores of several answered windows, added up class by class: the largest sum wins, the lowest index on a tie. */
public final class ScoreSum {
    private float[] sums = new float[0];

    /** Adds the scores of a window that was answered; others have no say. */
    public void add(WindowScores window) {
        if (window.isAnswered()) {
            add(window.scores());
        }
    }

    /** Adds the scores of a window that was answered; others have no say. */
    public void add(Classification window) {
        if (window.isAnswered()) {
            add(window.scores());
        }
    }

    /** Adds a window's scores, one per class, as many as in the windows before. */
    private void add(float[] scores) {
        if (sums.length == 0) {
            sums = new float[scores.length];
        }
        for (int c = 0; c < scores.length; c++) {
            sums[c] += scores[c];
        }
    }

    /** The class with the largest sum, -1 if nothing was added. */
    public int best() {
        int best = sums.length == 0 ? -1 : 0;
        for (int c = 1; c < sums.length; c++) {
            best = sums[c] > sums[best] ? c : best;
        }
        return best;
    }

    /** The sums, {@code classes} of them; all 0 if nothing was added. */
    public float[] sums(int classes) {
        return Arrays.copyOf(sums, classes);
    }
}
