package org.spikelink.trainer.surrogate;

/**
 * Sparse fast sigmoid: 1 / (1 + slope |x|)^2 where x &gt; b, else 0.
 *
 * @param slope above 0
 * @param b lower bound of x for a gradient other than 0
 */
public record Sfs(double slope, double b) implements PointwiseSurrogate {
    public Sfs {
        SurrogateArguments.positive("SFS", "slope", slope);
        SurrogateArguments.finite("SFS", "B", b);
    }

    @Override
    public float derivative(float x) {
        float root = Math.fma((float) slope, Math.abs(x), 1f);
        return x > (float) b ? 1f / (root * root) : 0f;
    }
}
