package org.spikelink.sensors.simulate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Simulates the pixels of an event camera. Between two frames log intensity l is linear in time; a pixel remembers a
 * reference and reports
 *
 * <pre>
 * ON   when l(t) + leak t >= reference + on
 * OFF  when l(t) + leak t <= reference - off
 * </pre>
 *
 * and also at the random times of its noise. After an event it is held in reset for the refractory time and sees
 * nothing; its new reference is what it sees when that ends (Lichtsteiner, Posch and Delbruck, 2008). Without a
 * refractory time the reference is the level crossed, as in ESIM: a pixel whose log intensity rises by c over any
 * time reports floor(c / on) times.
 *
 * <p>Events are reported in order of time; events of the same µs in order of x, y, polarity. One instance simulates
 * one recording. It allocates only while its list of events grows.
 */
final class EventCamera {
    private static final int X_AT = 1;
    private static final int Y_AT = 15;
    private static final int T_AT = 29;
    private static final int MASK = (1 << 14) - 1;

    private final int width;
    private final double refractoryUs;
    private final PixelArray pixels;
    private final SplittableRandom random;
    private final double[] level;
    private final double[] reference; // NaN: set when the reset ends
    private final double[] resetUntilUs;
    private final double[] noiseUs;
    private long[] events = new long[1024];
    private int count;
    private double nowUs;

    /** Receives events in order of time. */
    interface EventSink {
        /** One event: sensor time in µs, column, row, brighter or darker. */
        void event(long tUs, int x, int y, boolean on);
    }

    /**
     * Creates a camera at time 0.
     *
     * @param random source of the noise
     * @param first log intensity at time 0, row-major; copied
     */
    EventCamera(CameraOptions options, PixelArray pixels, SplittableRandom random, double[] first) {
        this.width = options.size().width();
        this.refractoryUs = options.refractoryUs();
        this.pixels = pixels;
        this.random = random;
        this.level = first.clone();
        this.reference = first.clone();
        this.resetUntilUs = new double[first.length];
        this.noiseUs = new double[first.length];
        for (int p = 0; p < noiseUs.length; p++) {
            noiseUs[p] = Randoms.waitUs(random, pixels.noiseHz()[p]);
        }
    }

    /**
     * Advances to the next frame.
     *
     * @param next log intensity in that frame, row-major; not kept
     * @param tUs its time, later than the last one and below 2^32 µs
     * @param sink receives the events since the last frame
     */
    void advance(double[] next, long tUs, EventSink sink) {
        count = 0;
        for (int p = 0; p < level.length; p++) {
            advance(p, next[p], (double) tUs);
            level[p] = next[p];
        }
        nowUs = (double) tUs;
        Arrays.sort(events, 0, count);
        for (int i = 0; i < count; i++) {
            long event = events[i];
            int x = (int) (event >>> X_AT) & MASK;
            int y = (int) (event >>> Y_AT) & MASK;
            sink.event(event >>> T_AT, x, y, (event & 1) != 0);
        }
    }

    /** Adds the events of pixel {@code p} until {@code endUs}, when its log intensity is {@code end}. */
    private void advance(int p, double end, double endUs) {
        double slope = (end - level[p]) / (endUs - nowUs) + pixels.leak()[p];
        double offset =
                level[p] + pixels.leak()[p] * nowUs - slope * nowUs; // seen(t) = offset + slope t
        double tUs = Math.max(nowUs, resetUntilUs[p]);
        while (tUs < endUs) {
            if (Double.isNaN(reference[p])) {
                reference[p] = offset + slope * tUs;
            }
            while (noiseUs[p] < tUs) {
                noiseUs[p] += Randoms.waitUs(random, pixels.noiseHz()[p]);
            }
            double crossingUs = Math.max(tUs, crossingUs(p, offset, slope));
            tUs = Math.min(crossingUs, noiseUs[p]);
            if (tUs >= endUs) {
                return;
            }
            boolean isNoise = noiseUs[p] < crossingUs;
            report(p, tUs, isNoise ? random.nextBoolean() : slope > 0);
            if (isNoise) {
                noiseUs[p] += Randoms.waitUs(random, pixels.noiseHz()[p]);
            }
            reset(p, tUs, isNoise ? offset + slope * tUs : crossed(p, slope));
            tUs = Math.max(tUs, resetUntilUs[p]);
        }
    }

    /** When the pixel's input reaches a threshold, if ever; rounding may put that before now. */
    private double crossingUs(int p, double offset, double slope) {
        return slope == 0 ? Double.POSITIVE_INFINITY : (crossed(p, slope) - offset) / slope;
    }

    /** The level that a rising or falling pixel reports next. */
    private double crossed(int p, double slope) {
        return slope > 0 ? reference[p] + pixels.on()[p] : reference[p] - pixels.off()[p];
    }

    private void reset(int p, double tUs, double seen) {
        reference[p] = refractoryUs == 0 ? seen : Double.NaN;
        resetUntilUs[p] = tUs + refractoryUs;
    }

    private void report(int p, double tUs, boolean on) {
        if (count == events.length) {
            events = Arrays.copyOf(events, 2 * count);
        }
        long x = p % width;
        long y = p / width;
        events[count++] = (long) tUs << T_AT | y << Y_AT | x << X_AT | (on ? 1 : 0);
    }
}
