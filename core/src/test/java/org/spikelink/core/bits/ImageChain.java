package org.spikelink.core.bits;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerWeights;

/** A convolution output by output, as its definition reads: acc = bias; inputs ascending: acc = fma(v, w, acc); y = acc + 0. */
record ImageChain(Conv2dSpec spec, LayerWeights weights) {

    /** All outputs for stream {@code b}. */
    float[] outputs(FrameGroup x, int b) {
        float[] dense = new float[spec.inputs()];
        for (int n = x.start(b); n < x.end(b); n++) {
            dense[x.indices()[n]] = x.values()[n];
        }
        Image out = spec.shape().out();
        float[] all = new float[spec.outputs()];
        int n = 0;
        for (int o = 0; o < out.channels(); o++) {
            for (int y = 0; y < out.height(); y++) {
                for (int column = 0; column < out.width(); column++) {
                    all[n++] = output(dense, o, y, column);
                }
            }
        }
        return all;
    }

    private float output(float[] dense, int o, int y, int x) {
        Image in = spec.in();
        int k = spec.kernel();
        float acc = weights.has("bias") ? weights.get("bias")[o] : 0f;
        for (int c = 0; c < in.channels(); c++) {
            for (int ky = 0; ky < k; ky++) {
                for (int kx = 0; kx < k; kx++) {
                    int row = y * spec.stride() + ky - spec.padding();
                    int column = x * spec.stride() + kx - spec.padding();
                    if (row < 0 || row >= in.height() || column < 0 || column >= in.width()) {
                        continue;
                    }
                    float value = dense[(c * in.height() + row) * in.width() + column];
                    float w = weights.get("weight")[((o * in.channels() + c) * k + ky) * k + kx];
                    acc = value == 0 ? acc : Math.fma(value, w, acc);
                }
            }
        }
        return acc + 0f;
    }

    /** Weights that the active inputs of stream {@code b} meet. */
    long operations(FrameGroup x, int b) {
        Image in = spec.in();
        Image out = spec.shape().out();
        long met = 0;
        for (int n = x.start(b); n < x.end(b); n++) {
            int row = x.indices()[n] / in.width() % in.height();
            int column = x.indices()[n] % in.width();
            boolean active = x.values()[n] != 0;
            met += active ? (long) reached(row, out.height()) * reached(column, out.width()) : 0;
        }
        return met * out.channels();
    }

    private int reached(int at, int outputs) {
        int reached = 0;
        for (int o = 0; o < outputs; o++) {
            int place = at + spec.padding() - o * spec.stride();
            reached += place >= 0 && place < spec.kernel() ? 1 : 0;
        }
        return reached;
    }
}
