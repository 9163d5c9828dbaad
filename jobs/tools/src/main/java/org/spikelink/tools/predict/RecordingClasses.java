package org.spikelink.tools.predict;

import java.util.List;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.core.record.Classification;
import org.spikelink.evaluation.Prediction;

/**
 * What a model says about one recording.
 *
 * @param source the file as the user named it, and which of its recordings if it has several
 * @param recording that was classified
 * @param whole the class of the whole recording: that with the largest sum of scores over all windows
 * @param windows each decided window, in order
 */
public record RecordingClasses(
        String source, Recording recording, Prediction whole, List<Classification> windows) {
    public RecordingClasses {
        windows = List.copyOf(windows);
    }

    /**
     * Time from the start of the recording's first window to the end of a window: from the moment at which the model could
     * begin to the decision, µs.
     */
    public long decidedAfterUs(Classification window) {
        return window.windowEndUs() - startUs();
    }

    /** Start of the first window, sensor time in µs; 0 without windows. */
    public long startUs() {
        return windows.isEmpty() ? 0 : windows.get(0).windowStartUs();
    }
}
