package org.spikelink.core.model;

/**
 * Parameters of a linear layer.
 *
 * @param weight [outputs][X], row-major
 * @param bias [outputs], or null for none
 */
public record LinearWeights(float[] weight, float[] bias) implements LayerWeights {}
