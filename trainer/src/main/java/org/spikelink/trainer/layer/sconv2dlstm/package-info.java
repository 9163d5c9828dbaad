/**
 * The convolutional SLSTM layer: forward pass with the same bits as the deployed kernel, and backpropagation through time.
 * Start with {@link org.spikelink.trainer.layer.sconv2dlstm.SConv2dLstmRun}.
 */
package org.spikelink.trainer.layer.sconv2dlstm;
