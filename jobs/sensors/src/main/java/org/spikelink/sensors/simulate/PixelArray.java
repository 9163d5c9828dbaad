package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;

/**
 * The fixed differences between the pixels of one camera: row-major arrays of width x height, never modified.
 *
 * @param on change of log intensity that gives an ON event, above 0
 * @param off the same for OFF, as a positive number
 * @param leak drift of the pixel's input per µs; it causes an ON event every 1/leakHz s
 * @param noiseHz rate of noise events, per s
 */
record PixelArray(double[] on, double[] off, double[] leak, double[] noiseHz) {
    /** Smallest threshold as a fraction of the mean; v2e truncates its distribution in the same way. */
    private static final double LEAST_SHARE = 0.1;

    static PixelArray make(CameraOptions options, SplittableRandom random) {
        int pixels = options.size().width() * options.size().height();
        double[] on = new double[pixels];
        double[] off = new double[pixels];
        double[] leak = new double[pixels];
        double[] noiseHz = new double[pixels];
        for (int p = 0; p < pixels; p++) {
            on[p] = threshold(options, random);
            off[p] = threshold(options, random);
            leak[p] = options.leakHz() * on[p] / 1e6;
            boolean hot = random.nextDouble() < options.hotPixels();
            noiseHz[p] = hot ? options.hotHz() : options.noiseHz();
        }
        return new PixelArray(on, off, leak, noiseHz);
    }

    private static double threshold(CameraOptions options, SplittableRandom random) {
        double share = 1 + options.mismatch() * Randoms.normal(random);
        return options.threshold() * Math.max(share, LEAST_SHARE);
    }
}
