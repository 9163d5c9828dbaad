/**
 * Convolution, real-valued: everything about it in core. Start with {@link
 * org.spikelink.core.kernel.conv2d.Conv2dSpec}, then {@link org.spikelink.core.kernel.conv2d.Conv2dLayer}; the arithmetic
 * is {@link org.spikelink.core.kernel.Convolution}.
 */
package org.spikelink.core.kernel.conv2d;
