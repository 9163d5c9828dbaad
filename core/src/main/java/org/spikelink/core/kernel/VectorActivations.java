package org.spikelink.core.kernel;

import static org.spikelink.core.kernel.VectorShape.LANES;
import static org.spikelink.core.kernel.VectorShape.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The activations of {@link Gates}, operation by operation, on whole vectors. The exponential is written out in each
 * loop: a method that takes and returns vectors would box them.
 */
public final class VectorActivations {
    private static final int SIGNIFICAND_BITS = 23;

    private VectorActivations() {}

    /** a = sigmoid(a) for {@code n} values starting at {@code at}, in place. */
    public static void sigmoid(float[] a, int at, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int q = at; q < at + n; q += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, q).neg();
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
            one.div(e.add(1f)).intoArray(a, q);
        }
    }

    /**
     * to = E(-2 syn), of which tanh(syn) = (1 - E) / (1 + E), for {@code n} values of both, starting at {@code at}.
     */
    public static void decay(float[] syn, float[] to, int at, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int q = at; q < at + n; q += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, syn, q).mul(-2f);
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
            p.reinterpretAsInts()
                    .add(t.reinterpretAsInts().lanewise(VectorOperators.LSHL, SIGNIFICAND_BITS))
                    .reinterpretAsFloats()
                    .intoArray(to, q);
        }
    }
}
