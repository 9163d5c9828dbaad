package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/**
 * Batch normalization with fixed statistics, of the outputs of a convolution (torch: {@code BatchNorm2d}, {@code eval}): y =
 * (x - mean) / sqrt(variance + epsilon) * weight + bias, a channel at a time.
 *
 * @param mean [channels]
 * @param variance [channels], finite, none below 0
 * @param weight [channels], or null for ones
 * @param bias [channels], or null for zeros
 * @param epsilon above 0
 */
public record BatchNorm(
        float[] mean, float[] variance, float[] weight, float[] bias, double epsilon) {
    /** torch's default. */
    public static final double EPSILON = 1e-5;

    public BatchNorm {
        require(
                epsilon > 0 && epsilon <= 1,
                "epsilon must be above 0 and at most 1 (got %s)",
                epsilon);
        for (int c = 0; c < variance.length; c++) {
            require(
                    variance[c] >= 0 && Float.isFinite(variance[c]),
                    "running_var must be finite and not below 0 (got %s at position %d)",
                    variance[c],
                    c);
        }
    }

    /** Channels. */
    public int channels() {
        return mean.length;
    }

    /** The weights of a convolution that gives the normalized outputs, computed in double and rounded once. */
    public float[] foldedWeight(float[] of) {
        float[] folded = new float[of.length];
        int each = of.length / channels();
        for (int n = 0; n < of.length; n++) {
            folded[n] = (float) (of[n] * scale(n / each));
        }
        return folded;
    }

    /**
     * The biases of that convolution, computed in double and rounded once.
     *
     * @param of the convolution's biases, or null for zeros
     */
    public float[] foldedBias(float[] of) {
        float[] folded = new float[channels()];
        for (int c = 0; c < folded.length; c++) {
            double before = of == null ? 0 : of[c];
            double shift = bias == null ? 0 : bias[c];
            folded[c] = (float) ((before - mean[c]) * scale(c) + shift);
        }
        return folded;
    }

    private double scale(int c) {
        return (weight == null ? 1.0 : weight[c]) / Math.sqrt(variance[c] + epsilon);
    }
}
