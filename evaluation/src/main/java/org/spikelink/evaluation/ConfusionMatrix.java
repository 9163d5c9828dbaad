package org.spikelink.evaluation;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;

/**
 * Counts of the predicted classes for each true class, with accuracy, recall, precision and F1. Counts recordings, or
 * labelled steps where each step has a label. Metrics are 0..1, and NaN where nothing was counted.
 */
public final class ConfusionMatrix {
    private final List<String> labels;
    private final int[][] counts; // [true class][predicted class]
    private final int[] undecided;
    private int recordings;
    private int total;
    private int correct;
    private boolean perStep;
    private Tally tally = Tally.NONE;

    /** An empty matrix for models with these labels. */
    public ConfusionMatrix(List<String> labels) {
        this.labels = List.copyOf(labels);
        this.counts = new int[labels.size()][labels.size()];
        this.undecided = new int[labels.size()];
    }

    /**
     * Counts one prediction, step by step where the steps are labelled; one without a label counts as a recording
     * only.
     *
     * @throws RecordingException if the model does not have the label
     */
    public void add(Prediction prediction) {
        Recording recording = prediction.recording();
        recordings++;
        int totalBefore = total;
        int correctBefore = correct;
        prediction.steps().ifPresent(steps -> add(recording, steps));
        prediction
                .label()
                .ifPresent(label -> enter(classOf(recording, label), prediction.predicted()));
        tally = tally.plus(Tally.ofRecording(correct - correctBefore, total - totalBefore));
    }

    private void add(Recording recording, StepPredictions steps) {
        perStep = true;
        for (int t = 0; t < steps.labels().length; t++) {
            if (steps.labels()[t] != Series.UNLABELLED) {
                String label = Integer.toString(steps.labels()[t]);
                enter(classOf(recording, label), steps.predicted()[t]);
            }
        }
    }

    private int classOf(Recording recording, String label) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new RecordingException(
                    recording.path().toString(),
                    "%s: its label must be one of %s (got '%s')"
                            .formatted(recording.name(), labels, label));
        }
        return index;
    }

    /** Counts one recording or step of class {@code truth}; {@code predicted} is -1 where no class was decided. */
    public void count(int truth, int predicted) {
        enter(truth, predicted);
        tally = tally.plus(Tally.ofRecording(truth == predicted ? 1 : 0, 1));
    }

    private void enter(int truth, int predicted) {
        total++;
        correct += truth == predicted ? 1 : 0;
        if (predicted < 0) {
            undecided[truth]++;
        } else {
            counts[truth][predicted]++;
        }
    }

    /** Adds the counts of another matrix of the same labels. */
    public void add(ConfusionMatrix other) {
        for (int truth = 0; truth < classes(); truth++) {
            undecided[truth] += other.undecided[truth];
            for (int predicted = 0; predicted < classes(); predicted++) {
                counts[truth][predicted] += other.counts[truth][predicted];
            }
        }
        recordings += other.recordings;
        total += other.total;
        correct += other.correct;
        perStep |= other.perStep;
        tally = tally.plus(other.tally);
    }

    public List<String> labels() {
        return labels;
    }

    /** Number of classes. */
    public int classes() {
        return labels.size();
    }

    /** Number of predictions, including those of recordings without a label. */
    public int recordings() {
        return recordings;
    }

    /** Whether steps were counted instead of recordings. */
    public boolean isPerStep() {
        return perStep;
    }

    /** Number of labelled recordings or steps. */
    public int total() {
        return total;
    }

    /** Number of correct predictions. */
    public int correct() {
        return correct;
    }

    public double accuracy() {
        return ratio(correct, total);
    }

    /** Number of labelled recordings or steps for which a class was predicted. */
    public int answered() {
        return total - IntStream.of(undecided).sum();
    }

    /** Share of correct predictions among those for which a class was predicted. */
    public double accuracyOfAnswered() {
        return ratio(correct, answered());
    }

    /** The correct predictions, with the sampling error of the accuracy. */
    public Tally tally() {
        return tally;
    }

    /** Number of recordings or steps of class {@code truth} for which class {@code predicted} was predicted. */
    public int at(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** Recordings or steps of a class. */
    public int ofClass(int truth) {
        return undecided[truth] + IntStream.of(counts[truth]).sum();
    }

    /** Recordings or steps for which a class was predicted. */
    public int predictedAs(int predicted) {
        return IntStream.range(0, classes()).map(truth -> counts[truth][predicted]).sum();
    }

    /** Share of a class that was predicted as such. */
    public double recall(int truth) {
        return ratio(counts[truth][truth], ofClass(truth));
    }

    /** Share of the predictions of a class that are correct. */
    public double precision(int predicted) {
        return ratio(counts[predicted][predicted], predictedAs(predicted));
    }

    /** Harmonic mean of precision and recall. */
    public double f1(int index) {
        return ratio(2 * counts[index][index], ofClass(index) + predictedAs(index));
    }

    /** Mean of a metric over the classes for which it is not NaN. */
    public double mean(IntToDoubleFunction metric) {
        return IntStream.range(0, classes())
                .mapToDouble(metric)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
