package org.spikelink.core.frame;

import java.util.Arrays;
import org.spikelink.core.layer.LayerState;

/**
 * The sparse inputs of one step for a group of streams: per stream its active inputs, index ascending, with their
 * values. Filled stream by stream: {@link #add} each active input, then {@link #endStream}. Reused from step to step;
 * grows when a step needs more room and then allocates nothing.
 */
public final class FrameGroup {
    /** Inputs behind the last that may be written. */
    public static final int SPARE = 8;

    private int streams;
    private int[] rows = new int[1];
    private int[] ends = new int[2];
    private int[] indices = new int[64];
    private float[] values = new float[64];

    /** Empties the group; the next input added belongs to its first stream. */
    public void clear() {
        streams = 0;
        ends[0] = 0;
    }

    /**
     * Adds an active input to the stream being filled.
     *
     * @param index above the last one added to this stream
     * @param value what the input carries; 1 for a spike
     */
    public void add(int index, float value) {
        int at = ends[streams];
        reserve(at + 1);
        indices[at] = index;
        values[at] = value;
        ends[streams] = at + 1;
    }

    /** Adds the active inputs {@code from} to {@code to - 1} of two parallel arrays to the stream being filled. */
    public void add(int[] fromIndices, float[] fromValues, int from, int to) {
        int at = extend(to - from);
        System.arraycopy(fromIndices, from, indices, at, to - from);
        System.arraycopy(fromValues, from, values, at, to - from);
    }

    /**
     * Adds, with value 1, each j whose flag is 1 and not 0, to the stream being filled. No branch depends on the
     * flags: which neurons spike cannot be predicted.
     */
    public void addFlagged(int[] flags, int count) {
        int first = ends[streams];
        reserve(first + count);
        int at = first;
        for (int j = 0; j < count; j++) {
            indices[at] = j;
            at += flags[j];
        }
        Arrays.fill(values, first, at, 1f);
        ends[streams] = at;
    }

    /**
     * Adds active inputs, which the caller writes, ascending, into {@link #indices} and {@link #values} at once, to
     * the stream being filled.
     *
     * @return where the first of them goes; the arrays have room for {@value #SPARE} more, which may be written
     */
    public int extend(int count) {
        int at = ends[streams];
        reserve(at + count + SPARE);
        ends[streams] = at + count;
        return at;
    }

    /**
     * Adds, with value 1, {@code base + n} for each bit n of {@code word} that is 1, to the stream being filled. How many
     * there are cannot be predicted: four at a time are written, and what is too much is overwritten.
     */
    public void addBits(long word, int base) {
        int first = ends[streams];
        reserve(first + Long.SIZE);
        int count = Long.bitCount(word);
        long bits = word;
        for (int at = first; at < first + count; at += 4) {
            for (int n = at; n < at + 4; n++) {
                indices[n] = base + Long.numberOfTrailingZeros(bits);
                values[n] = 1f;
                bits &= bits - 1;
            }
        }
        ends[streams] = first + count;
    }

    private void reserve(int size) {
        if (size > indices.length) {
            int room = Math.max(size, 2 * indices.length);
            indices = Arrays.copyOf(indices, room);
            values = Arrays.copyOf(values, room);
        }
    }

    /**
     * Closes the stream being filled.
     *
     * @param row row of its state in the {@link LayerState}s
     */
    public void endStream(int row) {
        if (streams == rows.length) {
            rows = Arrays.copyOf(rows, 2 * streams);
            ends = Arrays.copyOf(ends, 2 * streams + 1);
        }
        rows[streams] = row;
        streams++;
        ends[streams] = ends[streams - 1];
    }

    public int streams() {
        return streams;
    }

    /** Active inputs of all streams, the one being filled included. */
    public int inputs() {
        return ends[streams];
    }

    /** Row of state of stream {@code b}. */
    public int row(int b) {
        return rows[b];
    }

    /** Position in {@link #indices} and {@link #values} of the first active input of stream {@code b}. */
    public int start(int b) {
        return b == 0 ? 0 : ends[b - 1];
    }

    /** Position behind the last active input of stream {@code b}. */
    public int end(int b) {
        return ends[b];
    }

    /**
     * The live array of all streams' active inputs, written after {@link #extend} only; replaced when the group
     * grows.
     */
    public int[] indices() {
        return indices;
    }

    /** The live array of all streams' values, written after {@link #extend} only; replaced when the group grows. */
    public float[] values() {
        return values;
    }
}
