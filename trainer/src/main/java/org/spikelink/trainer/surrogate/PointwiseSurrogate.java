package org.spikelink.trainer.surrogate;

/** A surrogate whose derivative depends on x only. */
public sealed interface PointwiseSurrogate extends Surrogate
        permits Atan,
                FastSigmoid,
                Sigmoid,
                StraightThrough,
                Triangular,
                SpikeRateEscape,
                Heaviside,
                Lso,
                Sfs,
                Custom {

    /** The derivative at {@code x} = mem - threshold. */
    float derivative(float x);

    @Override
    default void differentiate(float[] x, int n, long draw) {
        for (int j = 0; j < n; j++) {
            x[j] = derivative(x[j]);
        }
    }
}
