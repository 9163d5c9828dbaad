package org.spikelink.connectors.recordings.series;

import java.util.Optional;

/**
 * Samples of one sensor, taken at the fixed period stated in the model. Its arrays are shared and read-only.
 *
 * @param name of the series in its file; empty if it is the only one
 * @param label its class, if the file states it
 * @param stepLabels [T] class of each sample, {@link #UNLABELLED} where unknown; empty if samples have no labels
 * @param channels C, values per sample, at least 1
 * @param values [T][C], as stored; may hold NaN
 */
public record Series(
        String name, Optional<String> label, int[] stepLabels, int channels, float[] values) {
    /** The label of a sample that has none. */
    public static final int UNLABELLED = -1;

    public Series {
        if (channels < 1 || values.length % channels != 0) {
            throw new IllegalArgumentException(
                    "values must be whole samples of %d channels (got %d values)"
                            .formatted(channels, values.length));
        }
        if (stepLabels.length != 0 && stepLabels.length != values.length / channels) {
            throw new IllegalArgumentException(
                    "step labels must be one per sample: %d (got %d)"
                            .formatted(values.length / channels, stepLabels.length));
        }
    }

    /** T. */
    public int steps() {
        return values.length / channels;
    }

    /** Whether each sample has a label of its own. */
    public boolean isPerStep() {
        return stepLabels.length > 0;
    }
}
