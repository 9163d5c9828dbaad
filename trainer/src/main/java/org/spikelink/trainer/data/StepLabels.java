package org.spikelink.trainer.data;

import java.util.Arrays;
import org.spikelink.core.model.InputSpec;
import org.spikelink.trainer.data.item.LabelledSequence;

/** Labels of the network's steps, from the labels of the samples. */
final class StepLabels {
    private StepLabels() {}

    /**
     * Frames of a series with their labels.
     *
     * @param label of the series as a whole
     * @param samples label of each sample; empty if the whole series has one label
     */
    static LabelledSequence label(
            LabelledSequence frames, InputSpec.Samples input, int label, int[] samples) {
        return frames.withLabels(
                samples.length == 0 ? new int[] {label} : of(samples, input, frames.steps()));
    }

    /** The most frequent class of each step's samples, the lowest on a tie; unlabelled if no sample has a label. */
    static int[] of(int[] samples, InputSpec.Samples input, int steps) {
        int classes = Math.max(0, Arrays.stream(samples).max().orElse(0)) + 1;
        int[] labels = new int[steps];
        int[] counts = new int[classes];
        for (int t = 0; t < steps; t++) {
            int from = (int) input.firstSample(t);
            int to = Math.min(samples.length, from + input.pooling().samples());
            Arrays.fill(counts, 0);
            labels[t] = LabelledSequence.UNLABELLED;
            for (int n = from; n < to; n++) {
                if (samples[n] != LabelledSequence.UNLABELLED) {
                    counts[samples[n]]++;
                }
            }
            for (int c = classes - 1; c >= 0; c--) {
                boolean most = labels[t] < 0 ? counts[c] > 0 : counts[c] >= counts[labels[t]];
                labels[t] = most ? c : labels[t];
            }
        }
        return labels;
    }
}
