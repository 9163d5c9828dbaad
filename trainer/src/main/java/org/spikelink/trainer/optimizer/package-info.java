/**
 * How gradients move parameters: torch's formulas as fused loops over one array, schedules of the learning rate, and
 * clipping. Start with {@link org.spikelink.trainer.optimizer.OptimizerSpec}.
 */
package org.spikelink.trainer.optimizer;
