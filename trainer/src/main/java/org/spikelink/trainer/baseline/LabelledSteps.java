package org.spikelink.trainer.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * Some of the labelled steps of recordings, each with the steps before it as a sequence of its own, which ends with the
 * step. A classifier then sees what a network has seen when it decides.
 *
 * @param sequences with one label each
 * @param recordings number of the recording of each
 */
record LabelledSteps(List<LabelledSequence> sequences, int[] recordings) {
    private static final long SEED = 0;

    /**
     * Draws steps, from each recording the same number, or all labelled ones if there are fewer. The draw does not depend
     * on a training's seed, so that all classifiers are measured on the same steps.
     *
     * @param most steps in all, as long as each recording has one
     * @param length of a sequence, shorter only at the beginning of a recording
     */
    static LabelledSteps draw(List<LabelledSequence> from, int most, int length) {
        SplittableRandom random = new SplittableRandom(SEED);
        int each = Math.max(1, most / Math.max(1, from.size()));
        List<LabelledSequence> sequences = new ArrayList<>();
        IntStream.Builder recordings = IntStream.builder();
        for (int n = 0; n < from.size(); n++) {
            LabelledSequence s = from.get(n);
            for (int t : drawn(s.labels(), each, random)) {
                int first = Math.max(0, t + 1 - length);
                sequences.add(s.withLabels(new int[] {s.labels()[t]}).part(first, t + 1 - first));
                recordings.add(n);
            }
        }
        return new LabelledSteps(sequences, recordings.build().toArray());
    }

    /** Different labelled steps, ascending. */
    private static int[] drawn(int[] labels, int count, SplittableRandom random) {
        int[] labelled =
                IntStream.range(0, labels.length)
                        .filter(t -> labels[t] != LabelledSequence.UNLABELLED)
                        .toArray();
        int size = Math.min(count, labelled.length);
        for (int n = 0; n < size; n++) {
            int other = random.nextInt(n, labelled.length);
            int t = labelled[other];
            labelled[other] = labelled[n];
            labelled[n] = t;
        }
        return IntStream.of(labelled).limit(size).sorted().toArray();
    }
}
