package org.spikelink.trainer.surrogate;

import org.spikelink.core.model.SurrogateSpec;

/**
 * What stands in for d spk / d x of the step spk = x &gt; 0, where x = mem - threshold. The step itself is never
 * changed.
 *
 * <p>Source: snnTorch's {@code surrogate} module, its formulas and defaults; where its documentation and its code differ,
 * what the code computes.
 */
public sealed interface Surrogate permits PointwiseSurrogate, Sso {
    /** What a layer has that names none: atan with alpha 2. */
    Surrogate DEFAULT = new Atan(2);

    /**
     * Replaces each x by the derivative there.
     *
     * @param x values of mem - threshold; overwritten
     * @param n how many of them, from the first on
     * @param draw names this call among all: the same number, the same random values; others ignore it
     */
    void differentiate(float[] x, int n, long draw);

    /**
     * The surrogate that a model names, {@link #DEFAULT} for null.
     *
     * @throws org.spikelink.core.model.ModelException if its kind or an argument is unknown
     */
    static Surrogate of(SurrogateSpec spec) {
        return spec == null ? DEFAULT : SurrogateArguments.read(spec);
    }
}
