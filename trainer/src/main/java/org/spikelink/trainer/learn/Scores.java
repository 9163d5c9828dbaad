package org.spikelink.trainer.learn;

import java.util.Arrays;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.loss.ClassOutputs;

/** The predictions of the model's readout, and how many are correct: of whole sequences, or of each labelled step. */
final class Scores {
    private final ReadoutSpec.Kind kind;
    private final int classes;
    private float[] scores = {}; // [sequences][C] so far
    private int[] labels = {};
    private int labelledSteps;
    private int correctSteps;

    Scores(ModelDocument document) {
        kind = document.readout().kind();
        classes = document.labels().size();
    }

    void start(int sequences) {
        scores = new float[sequences * classes];
        labels = new int[sequences];
        boolean max = kind == ReadoutSpec.Kind.MAX_MEMBRANE;
        Arrays.fill(scores, max ? Float.NEGATIVE_INFINITY : 0f);
        Arrays.fill(labels, LabelledSequence.UNLABELLED);
        labelledSteps = 0;
        correctSteps = 0;
    }

    /** Adds the outputs of sequence {@code b}, starting at step {@code from}. */
    void add(int b, LabelledSequence s, ClassOutputs o, int from) {
        float[] read = kind == ReadoutSpec.Kind.SPIKE_COUNT ? o.spk() : o.mem();
        for (int t = 0; t < o.steps(); t++) {
            if (s.isPerStep()) {
                addStep(s.labels()[from + t], read, t * classes);
            } else {
                addTo(b * classes, read, t * classes);
            }
        }
        labels[b] = s.isPerStep() ? LabelledSequence.UNLABELLED : s.labels()[0];
    }

    private void addStep(int label, float[] read, int at) {
        if (label != LabelledSequence.UNLABELLED) {
            labelledSteps++;
            correctSteps += largest(read, at) == label ? 1 : 0;
        }
    }

    private void addTo(int to, float[] read, int at) {
        for (int c = 0; c < classes; c++) {
            if (kind != ReadoutSpec.Kind.MAX_MEMBRANE) {
                scores[to + c] += read[at + c];
            } else if (read[at + c] > scores[to + c]) {
                scores[to + c] = read[at + c];
            }
        }
    }

    /** The class of the largest value, the lowest on a tie. */
    private int largest(float[] values, int at) {
        int largest = 0;
        for (int c = 1; c < classes; c++) {
            largest = values[at + c] > values[at + largest] ? c : largest;
        }
        return largest;
    }

    int labelled() {
        return labelledSteps
                + (int) Arrays.stream(labels).filter(l -> l != LabelledSequence.UNLABELLED).count();
    }

    int correct() {
        int correct = correctSteps;
        for (int b = 0; b < labels.length; b++) {
            correct += largest(scores, b * classes) == labels[b] ? 1 : 0;
        }
        return correct;
    }
}
