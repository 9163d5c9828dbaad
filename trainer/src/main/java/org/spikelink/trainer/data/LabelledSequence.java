package org.spikelink.trainer.data;

/**
 * One labelled sequence as the first layer sees it: a sparse frame a step. Its arrays are shared and never written.
 *
 * @param name of what it came from, for messages
 * @param ends [T] position behind the last active input of each step; step t begins at ends[t - 1], the first at 0
 * @param indices active inputs, ascending within a step
 * @param values parallel to {@code indices}
 * @param labels [1] the class of the whole sequence, or [T] the class of each step; {@link #UNLABELLED} where unknown
 */
public record LabelledSequence(
        String name, int[] ends, int[] indices, float[] values, int[] labels) {
    /** The label of a step that no loss looks at. */
    public static final int UNLABELLED = -1;

    public LabelledSequence {
        int steps = ends.length;
        int active = steps == 0 ? 0 : ends[steps - 1];
        if (indices.length != active || values.length != active) {
            throw new IllegalArgumentException(
                    "%s: indices and values must hold %d active inputs, as ends tells (got %d and %d)"
                            .formatted(name, active, indices.length, values.length));
        }
        if (labels.length != 1 && labels.length != steps) {
            throw new IllegalArgumentException(
                    "%s: labels must be one, or one a step: %d (got %d)"
                            .formatted(name, steps, labels.length));
        }
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

    /** Position in {@link #indices} behind the last active input of step {@code t}. */
    public int end(int t) {
        return ends[t];
    }
}
