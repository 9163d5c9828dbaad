package org.spikelink.core.kernel;

import java.util.Arrays;

/**
 * Synaptic current and membrane potential of one layer for a group of streams, a row each. Owned by one network,
 * which loads rows from the streams' states and stores them back; never shared between threads.
 */
public final class LayerState {
    /** Rows start at multiples of so many floats, the widest vector; what lies behind a row's neurons stays 0. */
    static final int ALIGNMENT = 16;

    /**
     * Where data begin in the arrays that vectors are read from: with {@code -XX:ObjectAlignmentInBytes=64}, behind an
     * array's header of 16 bytes, at the start of a cache line. A vector across two lines takes two reads.
     */
    static final int LINE_START = 12;

    private final int hidden;
    private final int stride;
    private float[] syn;
    private float[] mem;

    /** Makes zero state for one row of {@code hidden} neurons. */
    public LayerState(int hidden) {
        this.hidden = hidden;
        this.stride = (hidden + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        this.syn = new float[LINE_START + stride];
        this.mem = new float[LINE_START + stride];
    }

    /** Makes room for {@code rows} rows; those there keep their values. */
    public void reserve(int rows) {
        if (offset(rows) > mem.length) {
            syn = Arrays.copyOf(syn, offset(rows));
            mem = Arrays.copyOf(mem, offset(rows));
        }
    }

    /** Neurons a row. */
    public int hidden() {
        return hidden;
    }

    /** Where row {@code row} starts in {@link #syn} and {@link #mem}. */
    public int offset(int row) {
        return LINE_START + row * stride;
    }

    /** Synaptic currents, each row's from its {@link #offset} on; live, replaced by {@link #reserve}. */
    public float[] syn() {
        return syn;
    }

    /** Membrane potentials, each row's from its {@link #offset} on; live, replaced by {@link #reserve}. */
    public float[] mem() {
        return mem;
    }

    /** Copies one stream's values in, from {@code at} of both arrays. */
    public void load(int row, float[] fromSyn, float[] fromMem, int at) {
        System.arraycopy(fromSyn, at, syn, offset(row), hidden);
        System.arraycopy(fromMem, at, mem, offset(row), hidden);
    }

    /** Copies one stream's values out, to {@code at} of both arrays. */
    public void store(int row, float[] toSyn, float[] toMem, int at) {
        System.arraycopy(syn, offset(row), toSyn, at, hidden);
        System.arraycopy(mem, offset(row), toMem, at, hidden);
    }

    /** Sets one row to zero. */
    public void clear(int row) {
        int at = offset(row);
        Arrays.fill(syn, at, at + hidden, 0f);
        Arrays.fill(mem, at, at + hidden, 0f);
    }
}
