package org.spikelink.trainer.run;

import java.util.List;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.LabelledSequence;

/**
 * What the deployed network took labelled sequences for; of sequences with a label a step, every labelled step counts.
 *
 * @param counts [label][class found]
 * @param undecided of each label, where no class was found
 */
public record Confusion(int[][] counts, int[] undecided) {

    /** Runs the network over examples as they were recorded. */
    public static Confusion of(DeployedNetwork network, List<Example> examples) {
        int classes = network.model().document().labels().size();
        Confusion confusion = new Confusion(new int[classes][classes], new int[classes]);
        for (Example example : examples) {
            confusion.add(network, example.sequence());
        }
        return confusion;
    }

    private void add(DeployedNetwork network, LabelledSequence sequence) {
        if (!sequence.isPerStep()) {
            add(sequence.labels()[0], network.classOf(sequence, DeployedNetwork.Observer.NONE));
            return;
        }
        int[] found = network.classesOf(sequence, DeployedNetwork.Observer.NONE);
        for (int t = 0; t < found.length; t++) {
            add(sequence.labels()[t], found[t]);
        }
    }

    private void add(int label, int found) {
        if (label != LabelledSequence.UNLABELLED) {
            if (found < 0) {
                undecided[label]++;
            } else {
                counts[label][found]++;
            }
        }
    }

    /** Sequences, or labelled steps. */
    public int total() {
        int total = 0;
        for (int label = 0; label < counts.length; label++) {
            total += ofLabel(label);
        }
        return total;
    }

    /** Those of a label. */
    public int ofLabel(int label) {
        int total = undecided[label];
        for (int count : counts[label]) {
            total += count;
        }
        return total;
    }

    public int right() {
        int right = 0;
        for (int label = 0; label < counts.length; label++) {
            right += counts[label][label];
        }
        return right;
    }

    /** Share that was right, 0..1; NaN of nothing. */
    public double accuracy() {
        return total() == 0 ? Double.NaN : (double) right() / total();
    }
}
