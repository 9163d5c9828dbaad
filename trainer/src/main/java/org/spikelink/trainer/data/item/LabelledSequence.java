package org.spikelink.trainer.data.item;

import java.util.Arrays;

/**
 * One labelled sequence, the input of the first layer: a sparse frame per step. Its arrays are shared and read-only.
 *
 * @param name of the recording, for messages
 * @param ends [T] position after the last active input of each step; step t begins at ends[t - 1], the first at 0
 * @param indices active inputs, ascending within a step
 * @param values parallel to {@code indices}
 * @param labels [1] the class of the whole sequence, or [T] the class of each step; {@link #UNLABELLED} where unknown
 * @param other class of the recording that is mixed in, {@link #UNLABELLED} for none
 * @param share of the first label in losses, 0..1; 1 if nothing is mixed in
 */
public record LabelledSequence(
        String name,
        int[] ends,
        int[] indices,
        float[] values,
        int[] labels,
        int other,
        double share) {
    /** The label of a step that losses ignore. */
    public static final int UNLABELLED = -1;

    public LabelledSequence {
        int steps = ends.length;
        int active = steps == 0 ? 0 : ends[steps - 1];
        if (indices.length != active || values.length != active) {
            throw new IllegalArgumentException(
                    "%s: indices and values must hold %d active inputs, as ends says (got %d and %d)"
                            .formatted(name, active, indices.length, values.length));
        }
        if (labels.length != 1 && labels.length != steps) {
            throw new IllegalArgumentException(
                    "%s: labels must be one, or one for each of %d steps (got %d)"
                            .formatted(name, steps, labels.length));
        }
    }

    /** Nothing is mixed in. */
    public LabelledSequence(String name, int[] ends, int[] indices, float[] values, int[] labels) {
        this(name, ends, indices, values, labels, UNLABELLED, 1);
    }

    /** The same frames with other labels. */
    public LabelledSequence withLabels(int[] newLabels) {
        return new LabelledSequence(name, ends, indices, values, newLabels, other, share);
    }

    /** The same frames, in which a recording of class {@code newOther} has the share that is left. */
    public LabelledSequence mixedWith(int newOther, double newShare) {
        return new LabelledSequence(name, ends, indices, values, labels, newOther, newShare);
    }

    /** The steps {@code from..from + count} of a sequence with one label. */
    public LabelledSequence part(int from, int count) {
        int first = start(from);
        int[] own = new int[count];
        for (int t = 0; t < count; t++) {
            own[t] = ends[from + t] - first;
        }
        int last = first + own[count - 1];
        return new LabelledSequence(
                name,
                own,
                Arrays.copyOfRange(indices, first, last),
                Arrays.copyOfRange(values, first, last),
                labels,
                other,
                share);
    }

    /** T. */
    public int steps() {
        return ends.length;
    }

    /** Whether each step has a label of its own. */
    public boolean isPerStep() {
        return labels.length > 1;
    }

    /** Position in {@link #indices} of the first active input of step {@code t}. */
    public int start(int t) {
        return t == 0 ? 0 : ends[t - 1];
    }

    /** Position in {@link #indices} after the last active input of step {@code t}. */
    public int end(int t) {
        return ends[t];
    }
}
