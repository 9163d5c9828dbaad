package org.spikelink.core.kernel.slstm;

import static org.spikelink.core.kernel.VectorShape.LANES;
import static org.spikelink.core.kernel.slstm.SlstmSpec.MEM;
import static org.spikelink.core.kernel.slstm.SlstmSpec.SYN;
import static org.spikelink.core.layer.LayerState.LINE_START;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.VectorActivations;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.model.Reset;

/**
 * The kernel on the Vector API: the chains of {@link PlainKernel}, one per lane. Latency is hidden by computing
 * several vectors of outputs in parallel and, for groups, several streams, so that a weight is loaded once for all of
 * them. Widths up to 512 bits.
 */
final class VectorKernel implements SlstmKernel {
    /** With 16 or fewer vector registers, four streams and their weights would not fit. */
    private static final int STREAMS_AT_ONCE = LANES > 8 ? 4 : 2;

    /** The recurrent weights of a block for this number of k fit into the first-level cache. */
    private static final int K_BLOCK = 128;

    private static final int LARGE = 256;

    private final PackedWeights w;
    private final Reset reset;
    private final int kBlock;
    private final int[] spikes;
    private final int recurrent; // K, neurons with recurrent weights
    private float[] used = new float[0]; // [streams][K] their mem, if K is less than H
    private float[] pre = new float[0]; // [streams][width] from preAt(0) on

    VectorKernel(GateWeights weights) {
        w = new PackedWeights(weights, LANES);
        reset = weights.reset();
        kBlock = w.hidden >= LARGE ? K_BLOCK : w.hidden;
        spikes = new int[w.threshold.length];
        recurrent = w.recurrentNeurons.length;
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
            VectorActivations.sigmoid(pre, preAt(b), w.width);
            VectorGates.current(pre, preAt(b), state.values(SYN), at, w.blocks);
            VectorGates.membrane(pre, preAt(b), state.values(SYN), state.values(MEM), at, w, reset);
        }
    }

    @Override
    public void collect(LayerState state, int row, FrameGroup spk) {
        VectorGates.spikes(state.values(MEM), state.offset(row), w, spikes);
        spk.addFlagged(spikes, w.hidden);
    }

    private int preAt(int b) {
        return LINE_START + b * w.width;
    }

    private void recurrent(FrameGroup x, LayerState state) {
        if (recurrent == 0) {
            return;
        }
        boolean all = recurrent == w.hidden;
        float[] mem = all ? state.values(MEM) : gatherUsed(x, state);
        int grouped = x.streams() - x.streams() % STREAMS_AT_ONCE;
        for (int block = 0; block < w.blocks && grouped > 0; block++) {
            for (int k = 0; k < recurrent; k += kBlock) {
                group(x, state, mem, all, grouped, block, k, Math.min(recurrent, k + kBlock));
            }
        }
        for (int b = grouped; b < x.streams(); b++) {
            alone(mem, memAt(x, state, all, b), preAt(b));
        }
    }

    private int memAt(FrameGroup x, LayerState state, boolean all, int b) {
        return all ? state.offset(x.row(b)) : b * recurrent;
    }

    private float[] gatherUsed(FrameGroup x, LayerState state) {
        if (used.length < x.streams() * recurrent) {
            used = new float[x.streams() * recurrent];
        }
        float[] mem = state.values(MEM);
        for (int b = 0; b < x.streams(); b++) {
            int at = state.offset(x.row(b));
            for (int k = 0; k < recurrent; k++) {
                used[b * recurrent + k] = mem[at + w.recurrentNeurons[k]];
            }
        }
        return used;
    }

    private void group(
            FrameGroup x,
            LayerState state,
            float[] mem,
            boolean all,
            int grouped,
            int block,
            int fromK,
            int toK) {
        for (int b = 0; b < grouped; b += STREAMS_AT_ONCE) {
            int m0 = memAt(x, state, all, b);
            int m1 = memAt(x, state, all, b + 1);
            if (STREAMS_AT_ONCE == 2) {
                RecurrentLoops.two(w, block, fromK, toK, pre, preAt(b), mem, m0, m1);
            } else {
                int m2 = memAt(x, state, all, b + 2);
                int m3 = memAt(x, state, all, b + 3);
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
