package org.spikelink.core.kernel;

import static org.spikelink.core.layer.LayerState.LINE_START;

import org.spikelink.core.frame.FrameGroup;

/**
 * A convolution of sparse images, bound to its weights. {@link #add} scatters active inputs to the outputs that they reach;
 * {@link #values}, {@link ConvolutionSpikes#emit} or {@link #finish} then ends the step:
 *
 * <pre>
 * acc = bias; for the active inputs (c, y, x), ascending, acc = fma(v, w, acc): one chain for each output; y = acc + 0
 * </pre>
 *
 * <p>Every kernel gives the same bits. An input of 0 is skipped. Weights of 0 beside the kernel, see {@link
 * ConvolutionLayout}, change no more than the sign of a zero, which the last addition removes. Between steps, each output is
 * at its bias. Keeps scratch and is not thread-safe; allocates nothing per step.
 */
public final class Convolution {
    private static final int INDEX_BITS = 24; // of an input, see LayerSpec.MAX_WIDTH

    final ConvolutionLayout layout;
    final ReachedBlocks reached;

    /** As the layout says. */
    final float[] weights;

    /** [stride] */
    final float[] bias;

    /** As the layout says; what is in the margins is never read. */
    final float[] acc;

    final ConvolutionLoops loops;

    private final ConvolutionLoops.Scatter scatter;

    private final ConvolutionShape shape;
    private final long byWidth; // index / width = index * byWidth >>> byWidthShift
    private final int byWidthShift;
    private final int width;

    // the active inputs being added
    long[] place = new long[1]; // of the first weights, times 2^32, and the first output reached

    private long updates; // positions reached, by each input

    /**
     * A convolution on the kernel of this JVM.
     *
     * @param shape sizes
     * @param weight [channels][C][K][K]; copied
     * @param bias [channels], or null for zeros; copied
     */
    public Convolution(ConvolutionShape shape, float[] weight, float[] bias) {
        this(shape, weight, bias, KernelChoice.ofThisJvm().kind());
    }

    /** A convolution on a kernel other than this JVM's own, for comparison. */
    public Convolution(
            ConvolutionShape shape, float[] weight, float[] bias, KernelChoice.Kind kind) {
        this.shape = shape;
        loops = ConvolutionLoops.of(kind);
        layout = new ConvolutionLayout(shape, loops.stride(shape.channels()));
        scatter = loops.scatter(layout);
        reached = new ReachedBlocks(shape);
        weights = new float[layout.weightSize()];
        this.bias = new float[layout.stride];
        acc = new float[layout.outputSize()];
        width = shape.in().width();
        byWidthShift = INDEX_BITS + Integer.SIZE - Integer.numberOfLeadingZeros(width);
        byWidth = (1L << byWidthShift) / width + 1; // exact for so few bits
        load(weight, bias);
    }

    /**
     * Takes other weights over.
     *
     * @param weight [channels][C][K][K]; copied
     * @param biases [channels], or null for zeros; copied
     */
    public void load(float[] weight, float[] biases) {
        int from = 0;
        for (int o = 0; o < shape.channels(); o++) {
            for (int c = 0; c < shape.in().channels(); c++) {
                for (int y = 0; y < shape.kernel(); y++) {
                    for (int x = 0; x < shape.kernel(); x++) {
                        weights[layout.weightAt(c, y, x) + o] = weight[from++];
                    }
                }
            }
            bias[o] = biases == null ? 0f : biases[o];
        }
        finish();
    }

    public ConvolutionShape shape() {
        return shape;
    }

    /** Adds the active inputs of stream {@code b}. */
    public void add(FrameGroup x, int b) {
        int start = x.start(b);
        add(x.indices(), start, x.values(), start, x.end(b) - start);
    }

    /**
     * Adds active inputs.
     *
     * @param indices (c * H + y) * W + x of the inputs, ascending and above those added before, from {@code at} on
     * @param values of the inputs, from {@code valueAt} on
     */
    public void add(int[] indices, int at, float[] values, int valueAt, int count) {
        if (place.length < count) {
            place = new long[Math.max(count, 2 * place.length)];
        }
        locate(indices, at, values, valueAt, count);
        scatter.add(this, values, valueAt, count);
    }

    /** Finds what each active input reaches. */
    private void locate(int[] indices, int at, float[] values, int valueAt, int count) {
        long[] rowPlace = layout.rowPlace;
        long[] columnPlace = layout.columnPlace;
        long[] to = place;
        long reaches = 0;
        for (int n = 0; n < count; n++) {
            int index = indices[at + n];
            int row = (int) ((index * byWidth) >>> byWidthShift);
            int x = index - row * width;
            to[n] = rowPlace[row] + columnPlace[x];
            int reach = reached.mark(row, x);
            reaches += values[valueAt + n] == 0 ? 0 : reach;
        }
        updates += reaches;
    }

    /** Weights that the inputs added since the last call met. */
    public long takeOperations() {
        long operations = updates * shape.channels();
        updates = 0;
        return operations;
    }

    /** Live array of the outputs, valid until the step ends; those of a position begin at {@link #at}. */
    public float[] outputs() {
        return acc;
    }

    /** Where the outputs of position y * width + x begin in {@link #outputs}; channels follow each other. */
    public int at(int position) {
        int width = shape.out().width();
        return layout.outputAt(position / width, position % width);
    }

    /** Ends the step: every output is at its bias again. */
    public void finish() {
        for (int at = LINE_START; at < acc.length; at += layout.stride) {
            System.arraycopy(bias, 0, acc, at, layout.stride);
        }
        reached.clear();
    }

    /** Ends the step and writes all outputs, (c, y, x) ascending, to {@code to} from {@code at} on. */
    public void values(float[] to, int at) {
        int width = shape.out().width();
        int q = at;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.out().height(); y++) {
                int from = layout.outputAt(y, 0) + c;
                for (int x = 0; x < width; x++, from += layout.stride) {
                    to[q++] = acc[from] + 0f;
                }
            }
        }
        finish();
    }
}
