package org.spikelink.core.kernel.slstm;

import static org.spikelink.core.kernel.VectorShape.LANES;
import static org.spikelink.core.kernel.VectorShape.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.spikelink.core.kernel.Gates;
import org.spikelink.core.kernel.VectorActivations;
import org.spikelink.core.model.Reset;

/**
 * The SLSTM's part of {@link Gates}, operation by operation, on whole vectors. The exponential is written out here
 * too, as in {@link VectorActivations}: a method that takes and returns vectors would box them.
 */
final class VectorGates {
    private static final int SIGNIFICAND_BITS = 23;

    private VectorGates() {}

    /** syn = f * syn + i * g, where g still holds sigmoid(2 x) of tanh(x). */
    static void current(float[] gates, int at, float[] syn, int synAt, int blocks) {
        for (int block = 0; block < blocks; block++) {
            int q = at + block * 4 * LANES;
            int j = synAt + block * LANES;
            FloatVector i = FloatVector.fromArray(SPECIES, gates, q);
            FloatVector f = FloatVector.fromArray(SPECIES, gates, q + LANES);
            FloatVector g = FloatVector.fromArray(SPECIES, gates, q + 2 * LANES);
            FloatVector tanh = g.add(g).sub(1f);
            f.fma(FloatVector.fromArray(SPECIES, syn, j), i.mul(tanh)).intoArray(syn, j);
        }
    }

    /** mem = o * tanh(syn), then the reset of neurons that were above their threshold one step ago. */
    static void membrane(
            float[] gates,
            int at,
            float[] syn,
            float[] mem,
            int memAt,
            PackedWeights w,
            Reset reset) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int block = 0; block < w.blocks; block++) {
            int j = memAt + block * LANES;
            FloatVector x = FloatVector.fromArray(SPECIES, syn, j).mul(-2f);
            x = x.blend(Gates.LIMIT, x.compare(VectorOperators.GT, Gates.LIMIT));
            x = x.blend(-Gates.LIMIT, x.compare(VectorOperators.LT, -Gates.LIMIT));
            FloatVector t =
                    x.fma(
                            FloatVector.broadcast(SPECIES, Gates.LOG2_E),
                            FloatVector.broadcast(SPECIES, Gates.ROUND));
            FloatVector n2 = t.sub(Gates.ROUND);
            FloatVector r = n2.fma(FloatVector.broadcast(SPECIES, Gates.MINUS_LN2_HIGH), x);
            r = n2.fma(FloatVector.broadcast(SPECIES, Gates.MINUS_LN2_LOW), r);
            FloatVector p =
                    r.fma(
                            FloatVector.broadcast(SPECIES, Gates.C6),
                            FloatVector.broadcast(SPECIES, Gates.C5));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Gates.C4));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Gates.C3));
            p = p.fma(r, FloatVector.broadcast(SPECIES, 0.5f));
            p = p.fma(r, one);
            p = p.fma(r, one);
            FloatVector e =
                    p.reinterpretAsInts()
                            .add(
                                    t.reinterpretAsInts()
                                            .lanewise(VectorOperators.LSHL, SIGNIFICAND_BITS))
                            .reinterpretAsFloats();
            FloatVector o = FloatVector.fromArray(SPECIES, gates, at + (block * 4 + 3) * LANES);
            FloatVector m = o.mul(one.sub(e)).div(e.add(1f));
            if (reset != Reset.NONE) {
                FloatVector threshold = FloatVector.fromArray(SPECIES, w.threshold, block * LANES);
                VectorMask<Float> above =
                        FloatVector.fromArray(SPECIES, mem, j)
                                .compare(VectorOperators.GT, threshold);
                m = reset == Reset.SUBTRACT ? m.blend(m.sub(threshold), above) : m.blend(0f, above);
            }
            m.intoArray(mem, j);
        }
    }

    /** spk = mem &gt; threshold, as 1 and 0: the sign of threshold - mem. */
    static void spikes(float[] mem, int at, PackedWeights w, int[] spk) {
        for (int j = 0; j < w.threshold.length; j += LANES) {
            FloatVector.fromArray(SPECIES, w.threshold, j)
                    .sub(FloatVector.fromArray(SPECIES, mem, at + j))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, Integer.SIZE - 1)
                    .intoArray(spk, j);
        }
    }
}
