/**
 * The arithmetic of an SLSTM layer: same model, same input, same bits on every kernel. May use {@code
 * jdk.incubator.vector}; nothing else in core may. Start with {@link org.spikelink.core.kernel.Kernel}.
 */
package org.spikelink.core.kernel;
