package org.spikelink.trainer.surrogate;

import org.spikelink.core.model.SurrogateSpec;

/**
 * Replaces d spk / d x of the step spk = x &gt; 0, where x = mem - threshold. The step itself is never
 * changed.
 *
 * <p>Source: formulas and defaults of snnTorch's {@code surrogate} module; where its documentation and its code
 * differ, the code.
 */
public sealed interface Surrogate permits PointwiseSurrogate, Sso {
    /** The default: atan with alpha 2. */
    Surrogate DEFAULT = new Atan(2);

    /**
     * Replaces each x by the derivative there.
     *
     * @param x values of mem - threshold; overwritten
     * @param n number of values, starting at the first
     * @param draw key of the random values of this call; only stochastic surrogates use it
     */
    void differentiate(float[] x, int n, long draw);

    /**
     * The surrogate named in a model; {@link #DEFAULT} for null.
     *
     * @throws org.spikelink.core.model.ModelException if its kind or an argument is unknown
     */
    static Surrogate of(SurrogateSpec spec) {
        return spec == null ? DEFAULT : SurrogateArguments.read(spec);
    }
}
