package org.spikelink.trainer.optimizer;

/** The norm of all gradients, and what clipping makes of it. */
public final class GradientNorm {
    /** torch.nn.utils.clip_grad_norm_. */
    private static final double EPS = 1e-6;

    /** Sums that run side by side, so that an addition need not wait for the one before it. */
    private static final int LANES = 8;

    private GradientNorm() {}

    /** Sum of the squares of {@code from..to}; always added up the same way. */
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

    /** What gradients of that norm are multiplied by, so that it does not exceed {@code clipNorm}; 0 for no clipping. */
    public static float scale(double norm, double clipNorm) {
        return clipNorm == 0 ? 1f : (float) Math.min(1, clipNorm / (norm + EPS));
    }
}
