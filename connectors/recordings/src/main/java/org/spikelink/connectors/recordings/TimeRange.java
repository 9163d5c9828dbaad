package org.spikelink.connectors.recordings;

/**
 * A range of sensor time.
 *
 * @param startUs first time, µs
 * @param endUs time after the last, µs, above {@code startUs}
 */
public record TimeRange(long startUs, long endUs) {
    public TimeRange {
        if (startUs >= endUs) {
            throw new IllegalArgumentException(
                    "a time range must end after its start (got %d and %d us)"
                            .formatted(startUs, endUs));
        }
    }

    public boolean contains(long tUs) {
        return tUs >= startUs && tUs < endUs;
    }

    @Override
    public String toString() {
        return startUs + "-" + endUs;
    }
}
