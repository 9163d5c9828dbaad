package org.spikelink.connectors.checkpoints;

/**
 * A tensor's values as float32, converted from the stored type.
 *
 * @param shape sizes of its dimensions, none for a single value
 * @param values row-major, as many as the product of {@code shape}; rounded once if float32 cannot represent them
 * @param dtype PyTorch's name of the stored type, such as {@code float32}
 */
public record Tensor(int[] shape, float[] values, String dtype) {}
