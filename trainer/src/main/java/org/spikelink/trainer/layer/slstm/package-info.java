/**
 * The SLSTM layer: forward pass with the same bits as the deployed kernel, and backpropagation through time. Start
 * with {@link org.spikelink.trainer.layer.slstm.SlstmRun}.
 */
package org.spikelink.trainer.layer.slstm;
