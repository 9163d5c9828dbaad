/**
 * The arithmetic of an SLSTM layer: same model, same input, same bits on every kernel. Start with {@link
 * org.spikelink.core.kernel.slstm.SlstmKernel}.
 */
package org.spikelink.core.kernel.slstm;
