package org.spikelink.core.network;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.LayerState;

/**
 * What a {@link LayerCase} does: per step and stream the bits of syn, mem and the spikes.
 *
 * @param syn bits [steps][streams][H]
 * @param mem bits [steps][streams][H]
 * @param spk neurons [steps][streams][]
 */
record LayerTrace(int[][][] syn, int[][][] mem, int[][][] spk) {

    /** Every stream alone. */
    static LayerTrace alone(LayerCase drawn, KernelChoice.Kind kind) {
        LayerTrace trace = empty(drawn);
        SlstmLayer layer = new SlstmLayer(drawn.spec(), drawn.weights(), kind);
        for (int b = 0; b < drawn.streams(); b++) {
            LayerState state = new LayerState(drawn.spec().hidden());
            state.load(0, drawn.syn()[b], drawn.mem()[b], 0);
            for (int t = 0; t < LayerCase.STEPS; t++) {
                FrameGroup x = new FrameGroup();
                FrameGroup spk = new FrameGroup();
                drawn.inputs()[t][b].addTo(x, 0);
                layer.step(x, state, spk);
                trace.take(t, b, state, 0, spk, 0);
            }
        }
        return trace;
    }

    /** All streams as one group, in rows and in an order drawn anew for every step. */
    static LayerTrace together(LayerCase drawn, KernelChoice.Kind kind, SplittableRandom random) {
        LayerTrace trace = empty(drawn);
        SlstmLayer layer = new SlstmLayer(drawn.spec(), drawn.weights(), kind);
        LayerState state = new LayerState(drawn.spec().hidden());
        state.reserve(drawn.streams());
        int[] rows = shuffled(random, drawn.streams());
        for (int b = 0; b < drawn.streams(); b++) {
            state.load(rows[b], drawn.syn()[b], drawn.mem()[b], 0);
        }
        FrameGroup x = new FrameGroup();
        FrameGroup spk = new FrameGroup();
        for (int t = 0; t < LayerCase.STEPS; t++) {
            int[] order = shuffled(random, drawn.streams());
            x.clear();
            for (int b : order) {
                drawn.inputs()[t][b].addTo(x, rows[b]);
            }
            layer.step(x, state, spk);
            for (int n = 0; n < order.length; n++) {
                trace.take(t, order[n], state, rows[order[n]], spk, n);
            }
        }
        return trace;
    }

    private static LayerTrace empty(LayerCase drawn) {
        return new LayerTrace(
                new int[LayerCase.STEPS][drawn.streams()][],
                new int[LayerCase.STEPS][drawn.streams()][],
                new int[LayerCase.STEPS][drawn.streams()][]);
    }

    private static int[] shuffled(SplittableRandom random, int count) {
        int[] order = new int[count];
        for (int n = 0; n < count; n++) {
            int other = random.nextInt(n + 1);
            order[n] = order[other];
            order[other] = n;
        }
        return order;
    }

    private void take(int t, int b, LayerState state, int row, FrameGroup spikes, int inGroup) {
        float[] s = new float[state.hidden()];
        float[] m = new float[state.hidden()];
        state.store(row, s, m, 0);
        syn[t][b] = bits(s);
        mem[t][b] = bits(m);
        spk[t][b] =
                Arrays.copyOfRange(spikes.indices(), spikes.start(inGroup), spikes.end(inGroup));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int n = 0; n < values.length; n++) {
            bits[n] = Float.floatToRawIntBits(values[n]);
        }
        return bits;
    }

    boolean sameBitsAs(LayerTrace other) {
        return Arrays.deepEquals(syn, other.syn)
                && Arrays.deepEquals(mem, other.mem)
                && Arrays.deepEquals(spk, other.spk);
    }

    long spikes() {
        return Arrays.stream(spk)
                .flatMap(Arrays::stream)
                .mapToLong(neurons -> neurons.length)
                .sum();
    }

    /** Values of syn and mem in it. */
    long values() {
        return 2L * Arrays.stream(syn).flatMap(Arrays::stream).mapToLong(s -> s.length).sum();
    }

    /** Adds all of it to a checksum. */
    void addTo(CRC32 crc) {
        for (int[][][] part : new int[][][][] {syn, mem, spk}) {
            for (int[][] step : part) {
                for (int[] stream : step) {
                    for (int value : stream) {
                        add(crc, value);
                    }
                    add(crc, stream.length);
                }
            }
        }
    }

    private static void add(CRC32 crc, int value) {
        crc.update(value);
        crc.update(value >>> 8);
        crc.update(value >>> 16);
        crc.update(value >>> 24);
    }
}
