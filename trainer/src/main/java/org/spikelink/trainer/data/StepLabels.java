package org.spikelink.trainer.data;

import java.util.Arrays;
import org.spikelink.core.model.InputSpec;

/** From the labels of samples to those of the network's steps. */
final class StepLabels {
    private StepLabels() {}

    /** The class that most of the samples of each step have, the lowest on a tie; none where none is labelled. */
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
