package org.spikelink.core.kernel.pool2d;

import java.util.Arrays;
import java.util.OptionalInt;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerState;

/**
 * Pools sparse images: an input that is not active is 0, and only outputs other than 0 are passed on, ascending. Max: the
 * largest value; average: the inputs' sum, ascending, divided by K x K. Each output needs only the active inputs of its
 * square.
 */
public final class Pool2dLayer implements Layer {
    private final Pool2dSpec spec;
    private final boolean max;
    private final int kernel;
    private final int outputs;
    private final int outPixels;
    private final int[] outputOf; // of each pixel of a channel; -1 for none
    private final long[] reached; // a bit for each output
    private final float[] acc; // [outputs]; 0 between steps
    private final int[] count; // [outputs] active inputs; 0 between steps
    private float[] dense = new float[0]; // [streams][outputs], if the membranes are asked for

    public Pool2dLayer(Pool2dSpec spec) {
        this.spec = spec;
        max = spec.pooling().by() == Pooling2d.By.MAX;
        kernel = spec.pooling().kernel();
        outputs = spec.outputs();
        outPixels = (int) spec.out().pixels();
        outputOf = outputOf(spec);
        reached = new long[(outputs + Long.SIZE - 1) / Long.SIZE];
        acc = new float[outputs];
        count = new int[outputs];
    }

    @Override
    public LayerSpec spec() {
        return spec;
    }

    @Override
    public void step(FrameGroup x, LayerState state, FrameGroup out) {
        out.clear();
        for (int b = 0; b < x.streams(); b++) {
            if (max && allOnes(x.values(), x.start(b), x.end(b))) {
                mark(x, b);
                passMarks(out);
            } else {
                combine(x, b);
                passValues(out);
            }
            out.endStream(x.row(b));
        }
    }

    private static boolean allOnes(float[] values, int from, int to) {
        int others = 0;
        for (int n = from; n < to; n++) {
            others |= Float.floatToRawIntBits(values[n]) ^ Float.floatToRawIntBits(1f);
        }
        return others == 0;
    }

    private static int[] outputOf(Pool2dSpec spec) {
        int kernel = spec.pooling().kernel();
        int[] table = new int[(int) spec.in().pixels()];
        for (int p = 0; p < table.length; p++) {
            int y = p / spec.in().width() / kernel;
            int x = p % spec.in().width() / kernel;
            boolean inside = y < spec.out().height() && x < spec.out().width();
            table[p] = inside ? y * spec.out().width() + x : -1;
        }
        return table;
    }

    /** Marks the outputs of the inputs, channel by channel. */
    private void mark(FrameGroup x, int b) {
        int[] indices = x.indices();
        int end = x.end(b);
        int base = 0;
        int out = 0;
        for (int n = x.start(b); n < end; n++) {
            int p = indices[n] - base;
            while (p >= outputOf.length) {
                p -= outputOf.length;
                base += outputOf.length;
                out += outPixels;
            }
            int j = outputOf[p];
            if (j >= 0) {
                reached[(out + j) >>> 6] |= 1L << (out + j);
            }
        }
    }

    private void passMarks(FrameGroup out) {
        for (int w = 0; w < reached.length; w++) {
            if (reached[w] != 0) {
                out.addBits(reached[w], w * Long.SIZE);
                reached[w] = 0;
            }
        }
    }

    private void combine(FrameGroup x, int b) {
        for (int n = x.start(b); n < x.end(b); n++) {
            float value = x.values()[n];
            int index = x.indices()[n];
            int inChannel = outputOf[index % outputOf.length];
            if (value == 0 || inChannel < 0) {
                continue;
            }
            int j = index / outputOf.length * outPixels + inChannel;
            reached[j >>> 6] |= 1L << j;
            if (!max) {
                acc[j] += value;
            } else if (count[j] == 0 || value > acc[j]) {
                acc[j] = value;
            }
            count[j]++;
        }
    }

    private void passValues(FrameGroup out) {
        for (int w = 0; w < reached.length; w++) {
            for (long bits = reached[w]; bits != 0; bits &= bits - 1) {
                int j = w * Long.SIZE + Long.numberOfTrailingZeros(bits);
                float value = max ? largest(j) : acc[j] / (kernel * kernel);
                if (value != 0) {
                    out.add(j, value);
                }
                acc[j] = 0;
                count[j] = 0;
            }
            reached[w] = 0;
        }
    }

    /** In a square with an input that is not active, no output is below 0. */
    private float largest(int j) {
        return acc[j] < 0 && count[j] < kernel * kernel ? 0 : acc[j];
    }

    @Override
    public OptionalInt largestOfSquares() {
        return max ? OptionalInt.of(kernel) : OptionalInt.empty();
    }

    /** It has no weights. */
    @Override
    public long inputOperations(FrameGroup x) {
        return 0;
    }

    @Override
    public float[] membranes(LayerState state, FrameGroup out) {
        if (dense.length < out.streams() * outputs) {
            dense = new float[out.streams() * outputs];
        }
        Arrays.fill(dense, 0, out.streams() * outputs, 0f);
        for (int b = 0; b < out.streams(); b++) {
            for (int n = out.start(b); n < out.end(b); n++) {
                dense[b * outputs + out.indices()[n]] = out.values()[n];
            }
        }
        return dense;
    }

    @Override
    public int membraneStart(LayerState state, FrameGroup out, int b) {
        return b * outputs;
    }
}
