package org.spikelink.trainer.optimizer;

/** The norm of all gradients, and clipping by it. */
public final class GradientNorm {
    /** torch.nn.utils.clip_grad_norm_. */
    private static final double EPS = 1e-6;

    /** Number of independent sums, so that an addition does not wait for the previous one. */
    private static final int LANES = 8;

    private GradientNorm() {}

    /** Sum of the squares of {@code from..to}, always in the same order. */
    public static double squares(float[] gradients, int from, int to) {
        double[] sums = new double[LANES];
        int j = from;
        for (; j + LANES <= to; j += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                double g = gradients[j + lane];
                sums[lane] += g * g;
            }
        }
        for (; j < to; j++) {
            double g = gradients[j];
            sums[0] += g * g;
        }
        double sum = 0;
        for (double lane : sums) {
            sum += lane;
        }
        return sum;
    }

    /** The factor that limits gradients of this norm to {@code clipNorm}; 0 means no clipping. */
    public static float scale(double norm, double clipNorm) {
        return clipNorm == 0 ? 1f : (float) Math.min(1, clipNorm / (norm + EPS));
    }
}
