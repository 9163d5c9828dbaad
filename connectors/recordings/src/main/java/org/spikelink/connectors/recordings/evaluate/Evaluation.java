package org.spikelink.connectors.recordings.evaluate;

import java.util.List;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.connectors.recordings.series.Series;

/** How often a model was right on labelled recordings: accuracy, recall and precision per class, confusion. */
public final class Evaluation {
    private final List<String> labels;
    private final int[][] confusion;
    private final int[] undecided;
    private int recordings;
    private int labelled;
    private int right;
    private boolean perStep;

    public Evaluation(List<String> labels) {
        this.labels = labels;
        this.confusion = new int[labels.size()][labels.size()];
        this.undecided = new int[labels.size()];
    }

    /**
     * Counts one prediction, step by step where the steps are labelled; one without a truth counts as a recording only.
     *
     * @throws RecordingException if a truth is none of the labels
     */
    public void add(Prediction prediction) {
        Recording recording = prediction.recording();
        recordings++;
        prediction.steps().ifPresent(steps -> add(recording, steps));
        prediction
                .label()
                .ifPresent(label -> count(truth(recording, label), prediction.predicted()));
    }

    private void add(Recording recording, StepPredictions steps) {
        perStep = true;
        for (int t = 0; t < steps.labels().length; t++) {
            if (steps.labels()[t] != Series.UNLABELLED) {
                String label = Integer.toString(steps.labels()[t]);
                count(truth(recording, label), steps.predicted()[t]);
            }
        }
    }

    private int truth(Recording recording, String label) {
        int truth = labels.indexOf(label);
        if (truth < 0) {
            throw new RecordingException(
                    recording.path().toString(),
                    "%s: its label must be one of %s (got '%s')"
                            .formatted(recording.name(), labels, label));
        }
        return truth;
    }

    private void count(int truth, int predicted) {
        labelled++;
        right += truth == predicted ? 1 : 0;
        if (predicted < 0) {
            undecided[truth]++;
        } else {
            confusion[truth][predicted]++;
        }
    }

    public List<String> labels() {
        return labels;
    }

    /** Recordings seen, without a truth or with one. */
    public int recordings() {
        return recordings;
    }

    /** Whether steps were counted, not recordings. */
    public boolean isPerStep() {
        return perStep;
    }

    /** Recordings, or steps, with a truth. */
    public int labelled() {
        return labelled;
    }

    /** Those of {@link #labelled} that were found. */
    public int right() {
        return right;
    }

    /** Share of the labelled recordings, or steps, that was found, 0..1; NaN without any. */
    public double accuracy() {
        return labelled == 0 ? Double.NaN : (double) right / labelled;
    }

    /** Recordings, or steps, of class {@code truth} taken for class {@code predicted}. */
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
