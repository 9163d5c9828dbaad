package org.spikelink.connectors.recordings.series;

import java.util.Optional;

/**
 * Samples of one sensor, taken at a fixed period that the model knows. Its arrays are shared and never written.
 *
 * @param name of the series in its file, empty where it is the only one
 * @param label its class, where the file tells
 * @param stepLabels [T] class of each sample, {@link #UNLABELLED} where unknown; empty where samples have none
 * @param channels C, values a sample, at least 1
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
                    "step labels must be one a sample: %d (got %d)"
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
