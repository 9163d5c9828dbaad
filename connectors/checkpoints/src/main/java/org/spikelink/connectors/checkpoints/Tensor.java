package org.spikelink.connectors.checkpoints;

/**
 * A tensor's values as float32, whatever they were stored as.
 *
 * @param shape sizes of its dimensions, none for a single value
 * @param values row-major, as many as the product of {@code shape}; each is rounded once where float32 is too narrow
 * @param dtype what PyTorch calls the stored type, such as {@code float32}
 */
public record Tensor(int[] shape, float[] values, String dtype) {}
