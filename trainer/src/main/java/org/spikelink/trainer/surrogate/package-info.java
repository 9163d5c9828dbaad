/**
 * What stands in for the derivative of the spike step while learning: a derivative, nothing else. The forward pass is
 * always the same step. Sees core's model alone. Start with {@link org.spikelink.trainer.surrogate.Surrogate}.
 */
package org.spikelink.trainer.surrogate;
