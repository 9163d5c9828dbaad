/**
 * The spiking convolutional LSTM: everything about it in core. Start with {@link
 * org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec}, then {@link
 * org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmLayer}.
 */
package org.spikelink.core.kernel.sconv2dlstm;
