/**
 * The interface of layer types, so that no other code depends on which types there are: {@link
 * org.spikelink.core.layer.LayerSpec} describes a layer, {@link org.spikelink.core.layer.Layer} steps it. Sees frames
 * only. A type is one package below {@code core.kernel}, because only kernels may use {@code jdk.incubator.vector};
 * {@code model.file.LayerTypes} finds it.
 */
package org.spikelink.core.layer;
