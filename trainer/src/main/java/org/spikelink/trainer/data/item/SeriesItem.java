package org.spikelink.trainer.data.item;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.series.Series;

/**
 * A series of samples in memory.
 *
 * @param recording the source
 * @param label its class, {@link LabelledSequence#UNLABELLED} where each sample has its own
 * @param stepLabels [T] class of each sample, {@link LabelledSequence#UNLABELLED} where it has none; empty if samples
 *     have no labels
 */
public record SeriesItem(SeriesRecording recording, int label, int[] stepLabels) implements Item {

    /** A series, after a check that none of its values is infinite. */
    public static SeriesItem of(SeriesRecording recording, Labels labels) {
        Series series = recording.series();
        for (int n = 0; n < series.values().length; n++) {
            if (Float.isInfinite(series.values()[n])) {
                throw notFinite(recording, n, "");
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

    /**
     * Checks that no value is missing.
     *
     * @throws DataException with the channel and the sample of the first one that is
     */
    public void requireComplete() {
        float[] values = series().values();
        for (int n = 0; n < values.length; n++) {
            if (Float.isNaN(values[n])) {
                throw notFinite(recording, n, "; add --missing hold or --missing interpolate");
            }
        }
    }

    private static DataException notFinite(SeriesRecording recording, int n, String advice) {
        Series series = recording.series();
        return new DataException(
                "%s: %s: the value of channel %d at sample %d must be finite (got %s)%s"
                        .formatted(
                                recording.path(),
                                recording.name(),
                                n % series.channels(),
                                n / series.channels(),
                                series.values()[n],
                                advice));
    }

    public Series series() {
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
