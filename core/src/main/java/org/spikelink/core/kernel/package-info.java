/**
 * The code shared by the kernels of all layer types: activations, dot-product chains, state arrays and the choice
 * between plain and vector code. This package and those below it are the only ones in core that may use {@code
 * jdk.incubator.vector}. Each layer type has a package below. Start with {@link
 * org.spikelink.core.kernel.KernelChoice}.
 */
package org.spikelink.core.kernel;
