package org.spikelink.trainer.layer;

/**
 * Training options of a single layer.
 *
 * @param batchNorm whether a convolution's outputs are normalized over the batch; the normalization is folded into the
 *     weights of the model
 * @param beta whether the betas of leaky neurons are learned
 */
public record LayerTraining(boolean batchNorm, Beta beta) {
    /** Part of the names of a batch normalization's tensors, which no model file has. */
    public static final String BATCH_NORM = ".batch_norm.";

    public static final LayerTraining DEFAULT = new LayerTraining(false, Beta.FIXED);

    /** Which betas are learned. */
    public enum Beta {
        FIXED,
        /** One beta for the layer. */
        SCALAR,
        PER_CHANNEL
    }
}
