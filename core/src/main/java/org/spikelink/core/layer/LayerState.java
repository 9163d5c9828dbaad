package org.spikelink.core.layer;

import java.util.Arrays;

/**
 * The state variables of one layer for a group of streams, a row each. Owned by one network, which loads rows from
 * the streams' states and stores them back; never shared between threads.
 */
public final class LayerState {
    /** Rows start at multiples of so many floats, the widest vector; floats behind a row's neurons stay 0. */
    public static final int ALIGNMENT = 16;

    /**
     * Where data begin in the arrays that vectors are read from: with {@code -XX:ObjectAlignmentInBytes=64}, behind
     * an array's header of 16 bytes, at the start of a cache line. A vector across two lines takes two reads.
     */
    public static final int LINE_START = 12;

    private final int neurons;
    private final int stride;
    private final float[][] values; // [variables][LINE_START + rows x stride]

    /** Makes zero state for one row. */
    public LayerState(StateSpec spec) {
        neurons = spec.neurons();
        stride = (neurons + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        values = new float[spec.variables().size()][LINE_START + stride];
    }

    /** Makes room for {@code rows} rows; those there keep their values. */
    public void reserve(int rows) {
        for (int v = 0; v < values.length; v++) {
            if (offset(rows) > values[v].length) {
                values[v] = Arrays.copyOf(values[v], offset(rows));
            }
        }
    }

    /** Neurons a row. */
    public int neurons() {
        return neurons;
    }

    /** Where row {@code row} starts in the {@link #values} of every variable. */
    public int offset(int row) {
        return LINE_START + row * stride;
    }

    /**
     * A variable of all rows, each row's from its {@link #offset} on; live, replaced by {@link #reserve}.
     *
     * @param variable its number in {@link StateSpec#variables}
     */
    public float[] values(int variable) {
        return values[variable];
    }

    /** Copies a variable of one row in, from {@code at} on. */
    public void load(int row, int variable, float[] from, int at) {
        System.arraycopy(from, at, values[variable], offset(row), neurons);
    }

    /** Copies a variable of one row out, to {@code at} on. */
    public void store(int row, int variable, float[] to, int at) {
        System.arraycopy(values[variable], offset(row), to, at, neurons);
    }

    /** Sets one row to zero. */
    public void clear(int row) {
        for (float[] variable : values) {
            Arrays.fill(variable, offset(row), offset(row) + neurons, 0f);
        }
    }
}
