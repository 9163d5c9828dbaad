package org.spikelink.sensors.simulate;

import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * An event camera's properties.
 *
 * @param size pixels, at most {@value #MAX_SIDE} a side
 * @param threshold change of log intensity that a pixel reports, the mean over the pixels, ON and OFF alike; 0.01 to
 *     10
 * @param mismatch standard deviation of the thresholds over the pixels as a fraction of {@code threshold}, 0 to 1
 * @param refractoryUs how long a pixel is held in reset after an event, µs, at least 0
 * @param leakHz regular ON events per second and pixel, caused by the leak of the reset switch; at least 0
 * @param noiseHz noise events per second and pixel, of either polarity at random times (shot noise); at least 0
 * @param hotPixels fraction of the pixels that are hot, 0 to 1
 * @param hotHz events per second of a hot pixel, at least 0
 * @param frameUs time between two rendered frames, µs, at least 1: nothing should move more than about a pixel in
 *     that time
 */
public record CameraOptions(
        SensorSize size,
        double threshold,
        double mismatch,
        double refractoryUs,
        double leakHz,
        double noiseHz,
        double hotPixels,
        double hotHz,
        long frameUs) {
    static final int MAX_SIDE = 1024;

    private static final double LEAST_THRESHOLD = 0.01;
    private static final double MOST_THRESHOLD = 10;

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public CameraOptions {
        check("width", size.width(), 1, MAX_SIDE);
        check("height", size.height(), 1, MAX_SIDE);
        check("threshold", threshold, LEAST_THRESHOLD, MOST_THRESHOLD);
        check("mismatch", mismatch, 0, 1);
        check("refractory-us", refractoryUs, 0, 1e9);
        check("leak-hz", leakHz, 0, 1e6);
        check("noise-hz", noiseHz, 0, 1e6);
        check("hot-pixels", hotPixels, 0, 1);
        check("hot-hz", hotHz, 0, 1e6);
        check("frame-us", (double) frameUs, 1, 1e6);
    }

    /** v2e's noisy camera, small enough for a small network without downsampling. */
    public static CameraOptions of(SensorSize size) {
        return new CameraOptions(size, 0.2, 0.15, 500, 0.1, 1, 0.002, 50, 1_000);
    }

    private static void check(String what, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    "%s must be from %s to %s (got %s)"
                            .formatted(what, text(min), text(max), text(value)));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
