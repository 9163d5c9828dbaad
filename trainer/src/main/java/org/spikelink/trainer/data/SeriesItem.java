package org.spikelink.trainer.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.series.Series;

/**
 * One series of samples in memory.
 *
 * @param recording where it came from
 * @param label its class, {@link LabelledSequence#UNLABELLED} where each sample has its own
 * @param stepLabels [T] class of each sample, {@link LabelledSequence#UNLABELLED} where it has none; empty where samples
 *     have no labels
 */
record SeriesItem(SeriesRecording recording, int label, int[] stepLabels) implements Item {

    /** A series, after a check that all its values are numbers. */
    static SeriesItem of(SeriesRecording recording, Labels labels) {
        Series series = recording.series();
        for (int n = 0; n < series.values().length; n++) {
            if (!Float.isFinite(series.values()[n])) {
                throw new DataException(
                        "%s: %s: the value of channel %d at sample %d must be a number (got %s)"
                                .formatted(
                                        recording.path(),
                                        recording.name(),
                                        n % series.channels(),
                                        n / series.channels(),
                                        series.values()[n]));
            }
        }
        int[] steps = new int[series.stepLabels().length];
        for (int t = 0; t < steps.length; t++) {
            steps[t] = labels.ofStep(series.stepLabels()[t]);
        }
        int label =
                series.isPerStep() ? LabelledSequence.UNLABELLED : labels.ofRecording(recording);
        return new SeriesItem(recording, label, steps);
    }

    Series series() {
        return recording.series();
    }

    @Override
    public void digest(MessageDigest digest) {
        Series series = series();
        ByteBuffer bytes =
                ByteBuffer.allocate(
                        Integer.BYTES * (3 + series.values().length + stepLabels.length));
        bytes.putInt(series.channels()).putInt(series.steps()).putInt(stepLabels.length);
        for (float value : series.values()) {
            bytes.putFloat(value);
        }
        for (int step : stepLabels) {
            bytes.putInt(step);
        }
        digest.update(bytes.array());
    }
}
