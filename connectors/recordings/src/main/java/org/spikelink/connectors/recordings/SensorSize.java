package org.spikelink.connectors.recordings;

/**
 * Pixels of a sensor.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record SensorSize(int width, int height) {
    public SensorSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "a sensor must have at least 1x1 pixels (got " + width + "x" + height + ")");
        }
    }
}
