/**
 * Surrogate gradients: they replace the derivative of the spike step in the backward pass. The forward pass is
 * always the same step. Depends only on core's model. Start with {@link org.spikelink.trainer.surrogate.Surrogate}.
 */
package org.spikelink.trainer.surrogate;
