package org.spikelink.connectors.recordings;

import java.util.Arrays;
import org.spikelink.connectors.recordings.series.Series;

/**
 * A part of a series.
 *
 * @param from number of the first sample, from 0
 * @param to number after that of the last sample, above {@code from}
 */
public record SampleRange(int from, int to) {
    public SampleRange {
        if (from < 0 || from >= to) {
            throw new IllegalArgumentException(
                    "a range of samples must end after its start (got %d to %d)"
                            .formatted(from, to));
        }
    }

    /**
     * The part of a series.
     *
     * @throws IllegalArgumentException if the series ends before
     */
    Series of(Series whole) {
        if (to > whole.steps()) {
            throw new IllegalArgumentException(
                    "end_sample must be at most %d, the number of samples (got %d)"
                            .formatted(whole.steps(), to));
        }
        int channels = whole.channels();
        return new Series(
                whole.name(),
                whole.label(),
                whole.isPerStep() ? Arrays.copyOfRange(whole.stepLabels(), from, to) : new int[0],
                channels,
                Arrays.copyOfRange(whole.values(), from * channels, to * channels));
    }

    /** {@code from-to}, as names of recordings have it. */
    @Override
    public String toString() {
        return from + "-" + to;
    }
}
