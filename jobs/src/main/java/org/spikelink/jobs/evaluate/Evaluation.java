package org.spikelink.jobs.evaluate;

import java.util.List;

/** How often a model was right on labelled recordings: accuracy, recall and precision per class, confusion. */
public final class Evaluation {
    private final List<String> labels;
    private final int[][] confusion;
    private final int[] undecided;
    private int recordings;
    private int labelled;
    private int right;

    public Evaluation(List<String> labels) {
        this.labels = labels;
        this.confusion = new int[labels.size()][labels.size()];
        this.undecided = new int[labels.size()];
    }

    /** Counts one prediction; one without a truth counts as a recording only. */
    public void add(Prediction prediction) {
        recordings++;
        if (prediction.label().isEmpty()) {
            return;
        }
        labelled++;
        right += prediction.isRight() ? 1 : 0;
        int truth = labels.indexOf(prediction.label().get());
        if (prediction.predicted() < 0) {
            undecided[truth]++;
        } else {
            confusion[truth][prediction.predicted()]++;
        }
    }

    public List<String> labels() {
        return labels;
    }

    /** Recordings seen, without a truth or with one. */
    public int recordings() {
        return recordings;
    }

    public int labelled() {
        return labelled;
    }

    public int right() {
        return right;
    }

    /** Share of the labelled recordings that was found, 0..1; NaN without any. */
    public double accuracy() {
        return labelled == 0 ? Double.NaN : (double) right / labelled;
    }

    /** Recordings of class {@code truth} taken for class {@code predicted}. */
    public int confusion(int truth, int predicted) {
        return confusion[truth][predicted];
    }

    /** Recordings of a class. */
    public int recordings(int truth) {
        int sum = undecided[truth];
        for (int count : confusion[truth]) {
            sum += count;
        }
        return sum;
    }

    /** Recordings taken for a class. */
    public int predictedAs(int predicted) {
        int sum = 0;
        for (int[] row : confusion) {
            sum += row[predicted];
        }
        return sum;
    }

    /** Share of a class's recordings that was found, 0..1; NaN without any. */
    public double recall(int truth) {
        return recordings(truth) == 0
                ? Double.NaN
                : (double) confusion[truth][truth] / recordings(truth);
    }

    /** Share of what was taken for a class that was of it, 0..1; NaN without any. */
    public double precision(int predicted) {
        return predictedAs(predicted) == 0
                ? Double.NaN
                : (double) confusion[predicted][predicted] / predictedAs(predicted);
    }
}
