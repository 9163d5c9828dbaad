package org.spikelink.core.health;

/**
 * Finds the frequency of a flickering light in the net events (ON minus OFF) of the slices of a second: the power of each whole
 * frequency by a fast Fourier transform behind a Hann window, so that bin k is k Hz. A line stands out if it has
 * {@value #LINE_TO_REST} times the mean power of the frequencies between half and twice its own, and explains
 * {@value #LEAST_SHARE} of all changes. Uses {@code StrictMath}, so that it gives the same bits everywhere.
 */
final class Spectrum {
    /** Slices of a second. */
    static final int SLICES = 512;

    /** Below it, and near half the number of slices, nothing is found. */
    static final int LOWEST_HZ = 20;

    private static final int HIGHEST_HZ = SLICES / 2 - 3;

    private static final double LINE_TO_REST = 25;
    private static final double LEAST_SHARE = 0.05;

    /** Half the width of a line: a Hann window spreads it over two bins on each side. */
    private static final int WIDTH = 2;

    private final double[] cos = new double[SLICES / 2];
    private final double[] sin = new double[SLICES / 2];
    private final double[] hann = new double[SLICES];
    private final double[] re = new double[SLICES];
    private final double[] im = new double[SLICES];
    private final double[] power = new double[SLICES / 2];
    private float hz;
    private float share;

    Spectrum() {
        for (int n = 0; n < SLICES; n++) {
            double angle = 2 * StrictMath.PI * n / SLICES;
            hann[n] = 0.5 - 0.5 * StrictMath.cos(angle);
            if (n < SLICES / 2) {
                cos[n] = StrictMath.cos(angle);
                sin[n] = StrictMath.sin(angle);
            }
        }
    }

    /** The frequency found last, 0 if none stood out. */
    float hz() {
        return hz;
    }

    /** The share of all changes that it explains. */
    float share() {
        return share;
    }

    /** Looks for a line in the slices of a whole second. */
    void analyse(short[] slices) {
        hz = 0;
        share = 0;
        transform(slices);
        double all = 0;
        int peak = LOWEST_HZ;
        for (int k = 1; k < power.length; k++) {
            power[k] = re[k] * re[k] + im[k] * im[k];
            all += power[k];
            peak = k > peak && k <= HIGHEST_HZ && power[k] > power[peak] ? k : peak;
        }
        double line = 0;
        double moment = 0;
        for (int k = peak - WIDTH; k <= peak + WIDTH; k++) {
            line += power[k];
            moment += k * power[k];
        }
        if (line > 0 && power[peak] >= LINE_TO_REST * around(peak) && line >= LEAST_SHARE * all) {
            hz = (float) (moment / line);
            share = (float) (line / all);
        }
    }

    /** Mean power from half to twice a frequency, without its own line and those at the ends. */
    private double around(int peak) {
        double sum = 0;
        int count = 0;
        int last = Math.min(2 * peak - WIDTH, power.length);
        for (int k = peak / 2 + WIDTH + 1; k < last; k++) {
            if (Math.abs(k - peak) > WIDTH) {
                sum += power[k];
                count++;
            }
        }
        return sum / count;
    }

    /** Radix 2, decimation in time. */
    private void transform(short[] slices) {
        double mean = 0;
        for (short slice : slices) {
            mean += slice;
        }
        mean /= SLICES;
        int bits = Integer.numberOfTrailingZeros(SLICES);
        for (int n = 0; n < SLICES; n++) {
            int to = Integer.reverse(n) >>> (Integer.SIZE - bits);
            re[to] = (slices[n] - mean) * hann[n];
            im[to] = 0;
        }
        for (int half = 1; half < SLICES; half *= 2) {
            int stride = SLICES / (2 * half);
            for (int block = 0; block < SLICES; block += 2 * half) {
                for (int k = 0; k < half; k++) {
                    butterfly(block + k, block + k + half, k * stride);
                }
            }
        }
    }

    private void butterfly(int a, int b, int angle) {
        double r = re[b] * cos[angle] + im[b] * sin[angle];
        double i = im[b] * cos[angle] - re[b] * sin[angle];
        re[b] = re[a] - r;
        im[b] = im[a] - i;
        re[a] += r;
        im[a] += i;
    }
}
