package org.spikelink.trainer.network;

/**
 * What weights start with, beyond torch's: uniform within 1 / sqrt(H) in an slstm layer, 1 / sqrt(X) in a linear one.
 *
 * @param forgetBias added to the forget gate's bias; 0 for none
 * @param orthogonalRecurrent whether each gate's U starts orthogonal
 */
public record Initialization(double forgetBias, boolean orthogonalRecurrent) {
    public static final Initialization TORCH = new Initialization(0, false);

    public Initialization {
        if (!(Math.abs(forgetBias) <= 100)) {
            throw new IllegalArgumentException(
                    "init.forget_bias must be -100..100 (got " + forgetBias + ")");
        }
    }
}
