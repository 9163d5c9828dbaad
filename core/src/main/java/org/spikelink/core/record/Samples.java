package org.spikelink.core.record;

/**
 * Samples of a sensor with a fixed period, which the model knows; the first is taken at the batch's
 * {@code start_us}.
 *
 * @param values time-major: {@code values[t * channels + c]}
 * @param channels at least 1 in a valid batch
 */
public record Samples(float[] values, int channels) implements Payload {}
