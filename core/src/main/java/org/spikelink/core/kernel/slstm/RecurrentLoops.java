package org.spikelink.core.kernel.slstm;

import static org.spikelink.core.kernel.VectorShape.LANES;
import static org.spikelink.core.kernel.VectorShape.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * pre += U mem, one block of neurons at a time, k ascending: accumulators are loaded from and stored to {@code pre},
 * so that a chain may continue over several calls. {@code mem} holds the values of {@link
 * PackedWeights#recurrentNeurons} alone. The methods are long because vectors in arrays or method arguments
 * would be boxed.
 */
final class RecurrentLoops {
    private RecurrentLoops() {}

    /** One stream, one block: 4 parallel chains. */
    static void one(PackedWeights w, int block, float[] pre, int preAt, float[] mem, int m) {
        int p = preAt + block * 4 * LANES;
        FloatVector i = FloatVector.fromArray(SPECIES, pre, p);
        FloatVector f = FloatVector.fromArray(SPECIES, pre, p + LANES);
        FloatVector g = FloatVector.fromArray(SPECIES, pre, p + 2 * LANES);
        FloatVector o = FloatVector.fromArray(SPECIES, pre, p + 3 * LANES);
        float[] u = w.recurrent;
        int at = w.recurrentAt(block, 0, LANES);
        for (int k = 0; k < w.recurrentNeurons.length; k++, at += 4 * LANES) {
            FloatVector v = FloatVector.broadcast(SPECIES, mem[m + k]);
            i = FloatVector.fromArray(SPECIES, u, at).fma(v, i);
            f = FloatVector.fromArray(SPECIES, u, at + LANES).fma(v, f);
            g = FloatVector.fromArray(SPECIES, u, at + 2 * LANES).fma(v, g);
            o = FloatVector.fromArray(SPECIES, u, at + 3 * LANES).fma(v, o);
        }
        i.intoArray(pre, p);
        f.intoArray(pre, p + LANES);
        g.intoArray(pre, p + 2 * LANES);
        o.intoArray(pre, p + 3 * LANES);
    }

    /** One stream, two blocks: 8 parallel chains. */
    static void oneOnTwoBlocks(
            PackedWeights w, int block, float[] pre, int preAt, float[] mem, int m) {
        int p = preAt + block * 4 * LANES;
        FloatVector i0 = FloatVector.fromArray(SPECIES, pre, p);
        FloatVector f0 = FloatVector.fromArray(SPECIES, pre, p + LANES);
        FloatVector g0 = FloatVector.fromArray(SPECIES, pre, p + 2 * LANES);
        FloatVector o0 = FloatVector.fromArray(SPECIES, pre, p + 3 * LANES);
        FloatVector i1 = FloatVector.fromArray(SPECIES, pre, p + 4 * LANES);
        FloatVector f1 = FloatVector.fromArray(SPECIES, pre, p + 5 * LANES);
        FloatVector g1 = FloatVector.fromArray(SPECIES, pre, p + 6 * LANES);
        FloatVector o1 = FloatVector.fromArray(SPECIES, pre, p + 7 * LANES);
        float[] u = w.recurrent;
        int at0 = w.recurrentAt(block, 0, LANES);
        int at1 = at0 + w.recurrentNeurons.length * 4 * LANES;
        for (int k = 0; k < w.recurrentNeurons.length; k++, at0 += 4 * LANES, at1 += 4 * LANES) {
            FloatVector v = FloatVector.broadcast(SPECIES, mem[m + k]);
            i0 = FloatVector.fromArray(SPECIES, u, at0).fma(v, i0);
            f0 = FloatVector.fromArray(SPECIES, u, at0 + LANES).fma(v, f0);
            g0 = FloatVector.fromArray(SPECIES, u, at0 + 2 * LANES).fma(v, g0);
            o0 = FloatVector.fromArray(SPECIES, u, at0 + 3 * LANES).fma(v, o0);
            i1 = FloatVector.fromArray(SPECIES, u, at1).fma(v, i1);
            f1 = FloatVector.fromArray(SPECIES, u, at1 + LANES).fma(v, f1);
            g1 = FloatVector.fromArray(SPECIES, u, at1 + 2 * LANES).fma(v, g1);
            o1 = FloatVector.fromArray(SPECIES, u, at1 + 3 * LANES).fma(v, o1);
        }
        i0.intoArray(pre, p);
        f0.intoArray(pre, p + LANES);
        g0.intoArray(pre, p + 2 * LANES);
        o0.intoArray(pre, p + 3 * LANES);
        i1.intoArray(pre, p + 4 * LANES);
        f1.intoArray(pre, p + 5 * LANES);
        g1.intoArray(pre, p + 6 * LANES);
        o1.intoArray(pre, p + 7 * LANES);
    }

    /** Two streams whose pre-activations follow each other, one block, k from {@code fromK} to {@code toK}. */
    static void two(
            PackedWeights w,
            int block,
            int fromK,
            int toK,
            float[] pre,
            int preAt,
            float[] mem,
            int m0,
            int m1) {
        int p = preAt + block * 4 * LANES;
        int q = p + w.width;
        FloatVector a0 = FloatVector.fromArray(SPECIES, pre, p);
        FloatVector a1 = FloatVector.fromArray(SPECIES, pre, p + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, pre, p + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, pre, p + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, pre, q);
        FloatVector b1 = FloatVector.fromArray(SPECIES, pre, q + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, pre, q + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, pre, q + 3 * LANES);
        float[] u = w.recurrent;
        int at = w.recurrentAt(block, fromK, LANES);
        for (int k = fromK; k < toK; k++, at += 4 * LANES) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, u, at);
            FloatVector w1 = FloatVector.fromArray(SPECIES, u, at + LANES);
            FloatVector w2 = FloatVector.fromArray(SPECIES, u, at + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(SPECIES, u, at + 3 * LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, mem[m0 + k]);
            a0 = w0.fma(v, a0);
            a1 = w1.fma(v, a1);
            a2 = w2.fma(v, a2);
            a3 = w3.fma(v, a3);
            v = FloatVector.broadcast(SPECIES, mem[m1 + k]);
            b0 = w0.fma(v, b0);
            b1 = w1.fma(v, b1);
            b2 = w2.fma(v, b2);
            b3 = w3.fma(v, b3);
        }
        a0.intoArray(pre, p);
        a1.intoArray(pre, p + LANES);
        a2.intoArray(pre, p + 2 * LANES);
        a3.intoArray(pre, p + 3 * LANES);
        b0.intoArray(pre, q);
        b1.intoArray(pre, q + LANES);
        b2.intoArray(pre, q + 2 * LANES);
        b3.intoArray(pre, q + 3 * LANES);
    }

    /** Four streams whose pre-activations follow each other, one block, k from {@code fromK} to {@code toK}. */
    static void four(
            PackedWeights w,
            int block,
            int fromK,
            int toK,
            float[] pre,
            int preAt,
            float[] mem,
            int m0,
            int m1,
            int m2,
            int m3) {
        int p = preAt + block * 4 * LANES;
        int q = p + w.width;
        int r = q + w.width;
        int s = r + w.width;
        FloatVector a0 = FloatVector.fromArray(SPECIES, pre, p);
        FloatVector a1 = FloatVector.fromArray(SPECIES, pre, p + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, pre, p + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, pre, p + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, pre, q);
        FloatVector b1 = FloatVector.fromArray(SPECIES, pre, q + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, pre, q + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, pre, q + 3 * LANES);
        FloatVector c0 = FloatVector.fromArray(SPECIES, pre, r);
        FloatVector c1 = FloatVector.fromArray(SPECIES, pre, r + LANES);
        FloatVector c2 = FloatVector.fromArray(SPECIES, pre, r + 2 * LANES);
        FloatVector c3 = FloatVector.fromArray(SPECIES, pre, r + 3 * LANES);
        FloatVector d0 = FloatVector.fromArray(SPECIES, pre, s);
        FloatVector d1 = FloatVector.fromArray(SPECIES, pre, s + LANES);
        FloatVector d2 = FloatVector.fromArray(SPECIES, pre, s + 2 * LANES);
        FloatVector d3 = FloatVector.fromArray(SPECIES, pre, s + 3 * LANES);
        float[] u = w.recurrent;
        int at = w.recurrentAt(block, fromK, LANES);
        for (int k = fromK; k < toK; k++, at += 4 * LANES) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, u, at);
            FloatVector w1 = FloatVector.fromArray(SPECIES, u, at + LANES);
            FloatVector w2 = FloatVector.fromArray(SPECIES, u, at + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(SPECIES, u, at + 3 * LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, mem[m0 + k]);
            a0 = w0.fma(v, a0);
            a1 = w1.fma(v, a1);
            a2 = w2.fma(v, a2);
            a3 = w3.fma(v, a3);
            v = FloatVector.broadcast(SPECIES, mem[m1 + k]);
            b0 = w0.fma(v, b0);
            b1 = w1.fma(v, b1);
            b2 = w2.fma(v, b2);
            b3 = w3.fma(v, b3);
            v = FloatVector.broadcast(SPECIES, mem[m2 + k]);
            c0 = w0.fma(v, c0);
            c1 = w1.fma(v, c1);
            c2 = w2.fma(v, c2);
            c3 = w3.fma(v, c3);
            v = FloatVector.broadcast(SPECIES, mem[m3 + k]);
            d0 = w0.fma(v, d0);
            d1 = w1.fma(v, d1);
            d2 = w2.fma(v, d2);
            d3 = w3.fma(v, d3);
        }
        a0.intoArray(pre, p);
        a1.intoArray(pre, p + LANES);
        a2.intoArray(pre, p + 2 * LANES);
        a3.intoArray(pre, p + 3 * LANES);
        b0.intoArray(pre, q);
        b1.intoArray(pre, q + LANES);
        b2.intoArray(pre, q + 2 * LANES);
        b3.intoArray(pre, q + 3 * LANES);
        c0.intoArray(pre, r);
        c1.intoArray(pre, r + LANES);
        c2.intoArray(pre, r + 2 * LANES);
        c3.intoArray(pre, r + 3 * LANES);
        d0.intoArray(pre, s);
        d1.intoArray(pre, s + LANES);
        d2.intoArray(pre, s + 2 * LANES);
        d3.intoArray(pre, s + 3 * LANES);
    }
}
