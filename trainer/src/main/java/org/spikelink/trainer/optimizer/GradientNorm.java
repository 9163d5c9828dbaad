package org.spikelink.trainer.optimizer;

/** The norm of all gradients, and what clipping makes of it. */
public final class GradientNorm {
    /** torch.nn.utils.clip_grad_norm_. */
    private static final double EPS = 1e-6;

    private GradientNorm() {}

    /** Sum of the squares of {@code from..to}; always added up the same way. */
    public static double squares(float[] gradients, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int j = from;
        for (; j + 4 <= to; j += 4) {
            a += (double) gradients[j] * gradients[j];
            b += (double) gradients[j + 1] * gradients[j + 1];
            c += (double) gradients[j + 2] * gradients[j + 2];
            d += (double) gradients[j + 3] * gradients[j + 3];
        }
        for (; j < to; j++) {
            a += (double) gradients[j] * gradients[j];
        }
        return a + b + (c + d);
    }

    /** What gradients of that norm are multiplied by, so that it does not exceed {@code clipNorm}; 0 for no clipping. */
    public static float scale(double norm, double clipNorm) {
        return clipNorm == 0 ? 1f : (float) Math.min(1, clipNorm / (norm + EPS));
    }
}
