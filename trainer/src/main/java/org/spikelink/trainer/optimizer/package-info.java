/**
 * Optimizers with PyTorch's formulas, as fused loops over one array; learning rate schedules; clipping. Start with
 * {@link org.spikelink.trainer.optimizer.OptimizerSpec}.
 */
package org.spikelink.trainer.optimizer;
