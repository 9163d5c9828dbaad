package org.spikelink.core.kernel;

import java.util.Arrays;
import org.spikelink.core.frame.FrameGroup;

/**
 * The spikes of neurons that compare the outputs of a convolution with their thresholds and keep no state, pooled by max if
 * asked: of spikes, whether there is any in a square. Only outputs that an active input reaches are compared, unless a bias
 * alone is above its threshold. Keeps scratch and is not thread-safe; allocates nothing per step.
 */
public final class ConvolutionSpikes {
    private static final int WORD = 64;
    private static final int HALF = 32;

    final Convolution convolution;

    /** [stride], without -0; no value exceeds those behind the channels. */
    final float[] thresholds;

    /** Side of the squares that are pooled; 1 for no pooling. */
    final int side;

    /** [words][2][stride]: for each channel, the spikes of 32 positions, pooled; 0 between steps. */
    final int[] planes;

    /** [stride]: spikes of each channel before they are pooled, if they are; 0 between steps. */
    final int[] counts;

    private final boolean everywhere; // whether a bias alone is above its threshold
    private final int channels;
    private final int height; // of the pooled image
    private final int width;
    private final int positions;
    private final int stride;
    private final byte[] blocks; // reached, of one row of squares
    private final int[] words; // numbers of the words with spikes
    private long spikes; // before they are pooled, since takeSpikes

    /**
     * The spikes of a convolution whose weights do not change.
     *
     * @param thresholds [1] or [channels]
     * @param side of the squares that are pooled by max, 1 for no pooling; rows and columns that fill no square are left out
     */
    public ConvolutionSpikes(Convolution convolution, float[] thresholds, int side) {
        this.convolution = convolution;
        this.side = side;
        channels = convolution.shape().channels();
        height = convolution.shape().out().height() / side;
        width = convolution.shape().out().width() / side;
        positions = height * width;
        stride = convolution.layout.stride;
        this.thresholds = new float[stride];
        Arrays.fill(this.thresholds, Float.POSITIVE_INFINITY);
        boolean any = false;
        for (int c = 0; c < channels; c++) {
            this.thresholds[c] = thresholds[thresholds.length == 1 ? 0 : c] + 0f;
            any |= convolution.bias[c] > this.thresholds[c];
        }
        everywhere = any;
        blocks = new byte[convolution.reached.rowBytes() + side];
        Arrays.fill(blocks, (byte) (everywhere ? 1 : 0));
        words = new int[(positions + WORD - 1) / WORD];
        planes = new int[2 * words.length * stride];
        counts = new int[stride];
    }

    /**
     * Ends the step and adds the outputs above their threshold (strict), pooled, (c, y, x) ascending, with value 1, to the
     * stream that {@code to} is filling.
     */
    public void emit(FrameGroup to) {
        compareAll();
        int before = to.inputs();
        list(to);
        spikes += side == 1 ? to.inputs() - before : takeCounts();
    }

    /** Side of the squares that are pooled; 1 for no pooling. */
    public int side() {
        return side;
    }

    /** Spikes since the last call, before they are pooled. */
    public long takeSpikes() {
        long taken = spikes;
        spikes = 0;
        return taken;
    }

    private void compareAll() {
        ReachedBlocks reached = convolution.reached;
        for (int y = 0; y < height; y++) {
            if (everywhere || reached.of(y * side, side, blocks)) {
                compareRow(y);
            }
        }
        reached.clear();
    }

    private void compareRow(int y) {
        ConvolutionLayout layout = convolution.layout;
        for (int x = 0, block = 0; x < width; x += ReachedBlocks.WIDTH, block += side) {
            int any = 0;
            for (int n = block; n < block + side; n++) {
                any |= blocks[n];
            }
            if (any != 0) {
                int at = layout.outputAt(y * side, x * side);
                int count = Math.min(ReachedBlocks.WIDTH, width - x);
                convolution.loops.compare(this, at, y * width + x, count);
            }
        }
    }

    private long takeCounts() {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        Arrays.fill(counts, 0);
        return sum;
    }

    /** Channel by channel, word by word; a word without spikes of any channel is left out. */
    private void list(FrameGroup to) {
        int listed = 0;
        int count = 0;
        for (int w = 0; w < words.length; w++) {
            int before = count;
            for (int n = 2 * w * stride; n < 2 * (w + 1) * stride; n++) {
                count += Integer.bitCount(planes[n]);
            }
            words[listed] = w;
            listed += count == before ? 0 : 1;
        }
        int at = to.extend(count);
        Arrays.fill(to.values(), at, at + count, 1f);
        list(listed, to.indices(), at);
        for (int n = 0; n < listed; n++) {
            Arrays.fill(planes, 2 * words[n] * stride, 2 * (words[n] + 1) * stride, 0);
        }
    }

    /**
     * How many spikes a word has cannot be predicted: {@link FrameGroup#SPARE} at a time are written, and what is too much is
     * overwritten by the next or lies behind the last, where a group has room to spare.
     */
    private void list(int listed, int[] indices, int first) {
        int at = first;
        for (int c = 0; c < channels; c++) {
            for (int n = 0; n < listed; n++) {
                int plane = 2 * words[n] * stride + c;
                long bits =
                        ((long) planes[plane + stride] << HALF) | (planes[plane] & 0xffff_ffffL);
                int base = c * positions + words[n] * WORD;
                int end = at + Long.bitCount(bits);
                for (; at < end; at += FrameGroup.SPARE) {
                    for (int k = at; k < at + FrameGroup.SPARE; k++) {
                        indices[k] = base + Long.numberOfTrailingZeros(bits);
                        bits &= bits - 1;
                    }
                }
                at = end;
            }
        }
    }
}
