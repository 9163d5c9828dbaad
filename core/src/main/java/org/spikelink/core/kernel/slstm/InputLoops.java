package org.spikelink.core.kernel.slstm;

import static org.spikelink.core.kernel.VectorShape.LANES;
import static org.spikelink.core.kernel.VectorShape.SPECIES;
import static org.spikelink.core.layer.LayerState.LINE_START;

import jdk.incubator.vector.FloatVector;
import org.spikelink.core.frame.FrameGroup;

/**
 * pre = b + W x over the active inputs. The methods are long because vectors in arrays or method arguments would be
 * boxed.
 */
final class InputLoops {
    private InputLoops() {}

    /** Fills {@code pre} [width], starting at {@code at}, for stream {@code b}. */
    static void gather(PackedWeights w, FrameGroup x, int b, float[] pre, int at) {
        int from = x.start(b);
        int to = x.end(b);
        int c = 0;
        for (; c + 8 * LANES <= w.width; c += 8 * LANES) {
            eight(w, x.indices(), x.values(), from, to, c, pre, at + c);
        }
        for (; c < w.width; c += 4 * LANES) {
            four(w, x.indices(), x.values(), from, to, c, pre, at + c);
        }
    }

    private static void eight(
            PackedWeights w,
            int[] indices,
            float[] values,
            int from,
            int to,
            int c,
            float[] pre,
            int at) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, w.bias, c);
        FloatVector a1 = FloatVector.fromArray(SPECIES, w.bias, c + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, w.bias, c + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, w.bias, c + 3 * LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, w.bias, c + 4 * LANES);
        FloatVector a5 = FloatVector.fromArray(SPECIES, w.bias, c + 5 * LANES);
        FloatVector a6 = FloatVector.fromArray(SPECIES, w.bias, c + 6 * LANES);
        FloatVector a7 = FloatVector.fromArray(SPECIES, w.bias, c + 7 * LANES);
        int r = LINE_START + c;
        for (int n = from; n < to; n++) {
            float[] row = w.inputRows[indices[n]];
            FloatVector v = FloatVector.broadcast(SPECIES, values[n]);
            a0 = FloatVector.fromArray(SPECIES, row, r).fma(v, a0);
            a1 = FloatVector.fromArray(SPECIES, row, r + LANES).fma(v, a1);
            a2 = FloatVector.fromArray(SPECIES, row, r + 2 * LANES).fma(v, a2);
            a3 = FloatVector.fromArray(SPECIES, row, r + 3 * LANES).fma(v, a3);
            a4 = FloatVector.fromArray(SPECIES, row, r + 4 * LANES).fma(v, a4);
            a5 = FloatVector.fromArray(SPECIES, row, r + 5 * LANES).fma(v, a5);
            a6 = FloatVector.fromArray(SPECIES, row, r + 6 * LANES).fma(v, a6);
            a7 = FloatVector.fromArray(SPECIES, row, r + 7 * LANES).fma(v, a7);
        }
        a0.intoArray(pre, at);
        a1.intoArray(pre, at + LANES);
        a2.intoArray(pre, at + 2 * LANES);
        a3.intoArray(pre, at + 3 * LANES);
        a4.intoArray(pre, at + 4 * LANES);
        a5.intoArray(pre, at + 5 * LANES);
        a6.intoArray(pre, at + 6 * LANES);
        a7.intoArray(pre, at + 7 * LANES);
    }

    private static void four(
            PackedWeights w,
            int[] indices,
            float[] values,
            int from,
            int to,
            int c,
            float[] pre,
            int at) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, w.bias, c);
        FloatVector a1 = FloatVector.fromArray(SPECIES, w.bias, c + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, w.bias, c + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, w.bias, c + 3 * LANES);
        int r = LINE_START + c;
        for (int n = from; n < to; n++) {
            float[] row = w.inputRows[indices[n]];
            FloatVector v = FloatVector.broadcast(SPECIES, values[n]);
            a0 = FloatVector.fromArray(SPECIES, row, r).fma(v, a0);
            a1 = FloatVector.fromArray(SPECIES, row, r + LANES).fma(v, a1);
            a2 = FloatVector.fromArray(SPECIES, row, r + 2 * LANES).fma(v, a2);
            a3 = FloatVector.fromArray(SPECIES, row, r + 3 * LANES).fma(v, a3);
        }
        a0.intoArray(pre, at);
        a1.intoArray(pre, at + LANES);
        a2.intoArray(pre, at + 2 * LANES);
        a3.intoArray(pre, at + 3 * LANES);
    }
}
