package org.spikelink.core.kernel;

/** Convolution in plain Java. */
final class PlainConvolution implements ConvolutionLoops {
    @Override
    public int stride(int channels) {
        return channels;
    }

    @Override
    public Scatter scatter(ConvolutionLayout layout) {
        return PlainConvolution::scatter;
    }

    private static void scatter(Convolution c, float[] values, int from, int count) {
        for (int n = 0; n < count; n++) {
            int a = (int) c.place[n];
            int w = (int) (c.place[n] >>> Integer.SIZE);
            for (int row = 0; row < c.layout.side; row++) {
                add(c, a, w, values[from + n]);
                a += c.layout.rowStride;
                w += c.layout.reach;
            }
        }
    }

    private static void add(Convolution c, int a, int w, float value) {
        float[] acc = c.acc;
        float[] weights = c.weights;
        for (int k = 0; k < c.layout.reach; k++) {
            acc[a + k] = Math.fma(value, weights[w + k], acc[a + k]);
        }
    }

    @Override
    public void compare(ConvolutionSpikes spikes, int at, int first, int count) {
        int stride = spikes.convolution.layout.stride;
        for (int n = 0; n < count; n++) {
            int plane = ((first + n) >>> 5) * stride;
            for (int j = 0; j < stride; j++) {
                int found = spikes(spikes, at + n * spikes.side * stride + j, j);
                spikes.planes[plane + j] |= (found == 0 ? 0 : 1) << (first + n);
                spikes.counts[j] += found;
            }
        }
    }

    /** Spikes of a square; each is the sign of threshold - acc. */
    private static int spikes(ConvolutionSpikes spikes, int at, int j) {
        Convolution c = spikes.convolution;
        int found = 0;
        for (int y = 0; y < spikes.side; y++) {
            for (int x = 0; x < spikes.side; x++) {
                int a = at + y * c.layout.rowStride + x * c.layout.stride;
                float distance = spikes.thresholds[j] - c.acc[a];
                found += Float.floatToRawIntBits(distance) >>> (Integer.SIZE - 1);
                c.acc[a] = c.bias[j];
            }
        }
        return found;
    }
}
