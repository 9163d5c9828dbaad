/**
 * Pooling of images: everything about it in core. Start with {@link org.spikelink.core.kernel.pool2d.Pool2dSpec}, then
 * {@link org.spikelink.core.kernel.pool2d.Pool2dLayer}.
 */
package org.spikelink.core.kernel.pool2d;
