package org.spikelink.jobs.simulate;

import java.util.SplittableRandom;

/**
 * What differs from pixel to pixel of one camera, as it left the factory: row-major arrays of width x height, never
 * written again.
 *
 * @param on change of log intensity that gives an ON event, above 0
 * @param off the same for OFF, as a positive number
 * @param leak rise of what the pixel compares, per µs: an ON event each 1/leakHz s
 * @param noiseHz rate of noise events, per s
 */
record PixelArray(double[] on, double[] off, double[] leak, double[] noiseHz) {
    /** No pixel is more sensitive than this share of the mean threshold; v2e cuts its distribution likewise. */
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
