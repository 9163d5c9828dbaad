package org.spikelink.trainer.layer.pool2d;

import java.util.Arrays;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.pool2d.Pool2dLayer;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.trainer.layer.RowStep;

/**
 * Pooling on the deployed kernel. The gradient of a maximum goes to the first input, by row and column, that has it; that of
 * a mean to all inputs of the square.
 */
final class PoolStep implements RowStep {
    private final Image in;
    private final Image out;
    private final int channels;
    private final int pixels;
    private final int kernel;
    private final boolean max;
    private final Pool2dLayer pool;
    private final int[] firsts; // [outputs][channels] the first input of each square, channels-last
    private final int[] chosen; // that which has the maximum
    private final float[] image; // [C][inputs], 0 between calls

    PoolStep(Pool2dSpec spec) {
        in = spec.in();
        out = spec.out();
        channels = in.channels();
        pixels = (int) in.pixels();
        kernel = spec.pooling().kernel();
        max = spec.pooling().by() == Pooling2d.By.MAX;
        pool = new Pool2dLayer(spec);
        firsts = new int[(int) out.size()];
        chosen = new int[firsts.length];
        image = new float[max ? (int) in.size() : 0];
        for (int j = 0; j < firsts.length; j++) {
            int p = j / channels;
            int first = p / out.width() * kernel * in.width() + p % out.width() * kernel;
            firsts[j] = first * channels + j % channels;
        }
    }

    @Override
    public void begin(boolean learns) {
        // It has no parameters.
    }

    @Override
    public void forward(FrameGroup x, FrameGroup to) {
        pool.step(x, null, to);
    }

    @Override
    public void backward(FrameGroup x, float[] dOut, float[] dX, boolean learns, long draw) {
        if (dX == null) {
            return;
        }
        Arrays.fill(dX, 0, (int) in.size(), 0f);
        if (max) {
            choose(x);
            for (int j = 0; j < chosen.length; j++) {
                dX[chosen[j]] = dOut[j];
            }
        } else {
            spread(dOut, dX);
        }
    }

    private void choose(FrameGroup x) {
        System.arraycopy(firsts, 0, chosen, 0, firsts.length);
        if (allOnes(x)) {
            chooseSpikes(x);
        } else {
            chooseLargest(x);
        }
    }

    private static boolean allOnes(FrameGroup x) {
        for (int n = x.start(0); n < x.end(0); n++) {
            if (x.values()[n] != 1f) {
                return false;
            }
        }
        return true;
    }

    /** From the last spike to the first, so that the first of each square remains. */
    private void chooseSpikes(FrameGroup x) {
        for (int n = x.end(0) - 1; n >= x.start(0); n--) {
            int index = x.indices()[n];
            int c = index / pixels;
            int p = index - c * pixels;
            int oy = p / in.width() / kernel;
            int ox = p % in.width() / kernel;
            if (oy < out.height() && ox < out.width()) {
                chosen[(oy * out.width() + ox) * channels + c] = p * channels + c;
            }
        }
    }

    private void chooseLargest(FrameGroup x) {
        for (int n = x.start(0); n < x.end(0); n++) {
            image[x.indices()[n]] = x.values()[n];
        }
        for (int j = 0; j < chosen.length; j++) {
            int c = j % channels;
            int first = c * pixels + firsts[j] / channels;
            int best = first;
            for (int y = 0; y < kernel; y++) {
                for (int at = first + y * in.width(); at < first + y * in.width() + kernel; at++) {
                    best = image[at] > image[best] ? at : best;
                }
            }
            chosen[j] = (best - c * pixels) * channels + c;
        }
        for (int n = x.start(0); n < x.end(0); n++) {
            image[x.indices()[n]] = 0f;
        }
    }

    private void spread(float[] dOut, float[] dX) {
        float share = 1f / (kernel * kernel);
        for (int j = 0; j < firsts.length; j++) {
            float each = share * dOut[j];
            for (int y = 0; y < kernel; y++) {
                for (int n = 0; n < kernel; n++) {
                    dX[firsts[j] + (y * in.width() + n) * channels] = each;
                }
            }
        }
    }
}
