package org.spikelink.core.record;

/**
 * Samples of a sensor with a fixed period, which the model knows; the first is taken at the batch's {@code start_us}.
 *
 * @param values time-major: {@code values[t * channels + c]}
 * @param channels at least 1 in a valid batch
 * @param at position of the same values, little-endian and without gaps, in the bytes of the record that brought
 *     them; {@link #NOWHERE} if they are not there
 */
public record Samples(float[] values, int channels, int at) implements Payload {
    public static final int NOWHERE = -1;

    /** Samples that do not come from a record. */
    public Samples(float[] values, int channels) {
        this(values, channels, NOWHERE);
    }
}
