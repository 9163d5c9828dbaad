/**
 * Same input, same bits: layers drawn at random, stepped on every kernel, alone and in groups, in this JVM and in
 * JVMs that compile them otherwise. Start with {@link org.spikelink.core.bits.SameBitsTest}; {@link
 * org.spikelink.core.bits.KernelCrc} is the proof to run on another CPU.
 */
package org.spikelink.core.bits;
