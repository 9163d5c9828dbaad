/** The pooling layer. Start with {@link org.spikelink.trainer.layer.pool2d.PoolStep}. */
package org.spikelink.trainer.layer.pool2d;
