package org.spikelink.core.kernel;

import static org.spikelink.core.kernel.LayerState.LINE_START;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API: the chains of {@link PlainKernel}, one a lane. Latency is hidden by running several
 * vectors of outputs side by side, for groups several streams as well, so that a weight is loaded once for all of them.
 * Widths up to 512 bits.
 */
final class VectorKernel implements Kernel {
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > LayerState.ALIGNMENT
                    ? FloatVector.SPECIES_512
                    : FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** With fewer lanes, as where the JIT knows no vectors, nothing is gained. */
    static final int LEAST_LANES = 4;

    /** With 16 vector registers or fewer, four streams would not fit beside their weights. */
    private static final int STREAMS_AT_ONCE = LANES > 8 ? 4 : 2;

    /** Recurrent weights of a block for so many k fit the first-level cache. */
    private static final int K_BLOCK = 128;

    private static final int LARGE = 256;

    private final PackedWeights w;
    private final Reset reset;
    private final int kBlock;
    private final int[] spikes;
    private float[] pre = new float[0]; // [streams][width] from preAt(0) on

    VectorKernel(GateWeights weights) {
        w = new PackedWeights(weights, LANES);
        reset = weights.reset();
        kBlock = w.hidden >= LARGE ? K_BLOCK : w.hidden;
        spikes = new int[w.threshold.length];
    }

    @Override
    public void step(FrameGroup x, LayerState state) {
        int streams = x.streams();
        if (pre.length < preAt(streams)) {
            pre = new float[preAt(streams)];
        }
        for (int b = 0; b < streams; b++) {
            InputLoops.gather(w, x, b, pre, preAt(b));
        }
        recurrent(x, state);
        for (int b = 0; b < streams; b++) {
            int at = state.offset(x.row(b));
            VectorGates.sigmoid(pre, preAt(b), w.width);
            VectorGates.current(pre, preAt(b), state.syn(), at, w.blocks);
            VectorGates.membrane(pre, preAt(b), state.syn(), state.mem(), at, w, reset);
        }
    }

    @Override
    public void collect(LayerState state, int row, FrameGroup spk) {
        VectorGates.spikes(state.mem(), state.offset(row), w, spikes);
        spk.addFlagged(spikes, w.hidden);
    }

    private int preAt(int b) {
        return LINE_START + b * w.width;
    }

    private void recurrent(FrameGroup x, LayerState state) {
        int grouped = x.streams() - x.streams() % STREAMS_AT_ONCE;
        for (int block = 0; block < w.blocks && grouped > 0; block++) {
            for (int k = 0; k < w.hidden; k += kBlock) {
                group(x, state, grouped, block, k, Math.min(w.hidden, k + kBlock));
            }
        }
        for (int b = grouped; b < x.streams(); b++) {
            alone(state.mem(), state.offset(x.row(b)), preAt(b));
        }
    }

    private void group(FrameGroup x, LayerState state, int grouped, int block, int fromK, int toK) {
        float[] mem = state.mem();
        for (int b = 0; b < grouped; b += STREAMS_AT_ONCE) {
            int m0 = state.offset(x.row(b));
            int m1 = state.offset(x.row(b + 1));
            if (STREAMS_AT_ONCE == 2) {
                RecurrentLoops.two(w, block, fromK, toK, pre, preAt(b), mem, m0, m1);
            } else {
                int m2 = state.offset(x.row(b + 2));
                int m3 = state.offset(x.row(b + 3));
                RecurrentLoops.four(w, block, fromK, toK, pre, preAt(b), mem, m0, m1, m2, m3);
            }
        }
    }

    private void alone(float[] mem, int at, int preAt) {
        int block = 0;
        for (; block + 2 <= w.blocks; block += 2) {
            RecurrentLoops.oneOnTwoBlocks(w, block, pre, preAt, mem, at);
        }
        if (block < w.blocks) {
            RecurrentLoops.one(w, block, pre, preAt, mem, at);
        }
    }
}
