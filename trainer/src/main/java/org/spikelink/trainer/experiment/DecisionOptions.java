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
 * @param abstainBelow confidence that an answer needs, 0..1; 0 answers all windows
 * @param early when a window is decided before it is full; null for never
 */
public record DecisionOptions(
        Integer windowBins,
        Integer strideBins,
        State state,
        double abstainBelow,
        DecisionSpec.Early early) {
    /** The network's state after a window. */
    public enum State {
        /** It starts again. */
        RESET,
        /** It runs on, as through the whole recording in training. */
        CONTINUE
    }

    /** Whether some windows are decided before they are full, or get no class. */
    boolean judgesConfidence() {
        return abstainBelow > 0 || early != null;
    }

    /**
     * The decision of a model that is trained on these recordings, of full windows: confidences mean nothing until the network is
     * trained and calibrated.
     */
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

    /**
     * The decision of the finished model.
     *
     * @throws org.spikelink.core.model.ModelException if the rules do not fit these windows
     */
    DecisionSpec finished(DecisionSpec full) {
        return full.with(abstainBelow, early);
    }

    private static int orElse(Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
