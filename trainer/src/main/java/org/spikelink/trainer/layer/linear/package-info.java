/**
 * The linear layer, real-valued. Start with {@link org.spikelink.trainer.layer.linear.LinearRun}.
 */
package org.spikelink.trainer.layer.linear;
