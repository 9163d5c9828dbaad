package org.spikelink.core.record;

/**
 * Consecutive events or samples of one stream: one Kafka record.
 *
 * @param stream the sensor's name and the record's key, not empty
 * @param session grows (unsigned) each time the sensor starts counting from 0
 * @param sequence from 0 within the session
 * @param startUs sensor time that event offsets count from, µs
 * @param untilUs all before this sensor time has been sent, µs; {@link #NO_UNTIL} where unsaid
 * @param end whether the session ends with this batch
 * @param payload its events or samples, still packed
 * @param origin where it was read
 * @param value the record as it was read, for the rejected topic; shared, never written
 */
public record SensorBatch(
        String stream,
        long session,
        long sequence,
        long startUs,
        long untilUs,
        boolean end,
        Payload payload,
        Origin origin,
        byte[] value)
        implements Incoming {
    public static final long NO_UNTIL = Long.MIN_VALUE;

    /** Latest sensor time that can be reckoned with, µs. */
    public static final long MAX_TIME_US = 1L << 62;

    /** How far {@link #untilUs} lies behind {@link #startUs}, µs; 0 where it is unsaid or lies before it. */
    public long spanUs() {
        long until = Math.min(untilUs, MAX_TIME_US);
        return until > startUs ? until - startUs : 0;
    }

    /** Events, or samples of all channels, that it holds. */
    public int measurements() {
        return payload instanceof Samples samples
                ? samples.values().length / samples.channels()
                : ((PackedEvents) payload).count();
    }

    /** This batch as the rejected topic reports it. */
    public Rejected rejected(String error) {
        return Rejected.of(stream, value, error, origin);
    }
}
