package org.spikelink.trainer.experiment;

import org.spikelink.core.model.DecisionSpec;
import org.spikelink.trainer.data.CutRecordings;
import org.spikelink.trainer.data.DataSet;

/**
 * When a class is decided.
 *
 * @param windowBins steps of a decision window; null for the longest recording, or 1 where steps have labels
 * @param strideBins steps from the start of a window to the next; null for the window, or 1 where steps have labels
 * @param state what happens to the network's state after a window; null to reset it unless windows overlap
 */
public record DecisionOptions(Integer windowBins, Integer strideBins, State state) {
    /** The network's state after a window. */
    public enum State {
        /** It starts again. */
        RESET,
        /** It runs on, as through the whole recording in training. */
        CONTINUE
    }

    /** The decision of a model that is trained on these recordings. */
    DecisionSpec of(DataSet set, CutRecordings recordings) {
        if (set.isPerStep()) {
            return new DecisionSpec(orElse(windowBins, 1), orElse(strideBins, 1), false);
        }
        int window = orElse(windowBins, recordings.longest());
        int stride = orElse(strideBins, window);
        boolean resets = state == null ? stride == window : state == State.RESET;
        if (resets && stride != window) {
            throw new IllegalArgumentException(
                    "decision must be continue where stride-bins differ from window-bins (got reset, %d and %d)"
                            .formatted(stride, window));
        }
        return new DecisionSpec(window, stride, resets);
    }

    private static int orElse(Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
