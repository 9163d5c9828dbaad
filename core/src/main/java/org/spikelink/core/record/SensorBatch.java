package org.spikelink.core.record;

import java.util.Objects;

/**
 * Consecutive events or samples of one stream: one Kafka record.
 *
 * @param stream the sensor's name and the record's key, not empty
 * @param session grows (unsigned) each time the sensor starts counting from 0
 * @param sequence from 0 within the session
 * @param startUs sensor time that event offsets count from, µs
 * @param untilUs all events before this sensor time have been sent, µs; {@link #NO_UNTIL} if not set
 * @param end whether the session ends with this batch
 * @param payload its events or samples, still packed
 * @param origin where it was read
 * @param value the record as it was read, for the rejected topic; shared, never written
 * @param shedEvents events that the sender's rate limit has dropped since the session began, up to this batch
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
        byte[] value,
        long shedEvents)
        implements Incoming {
    public static final long NO_UNTIL = Long.MIN_VALUE;

    /** Throws {@link NullPointerException} if the origin is missing, which is read much later. */
    public SensorBatch {
        Objects.requireNonNull(origin, "origin");
    }

    /** A batch of a sender that has dropped no events. */
    public SensorBatch(
            String stream,
            long session,
            long sequence,
            long startUs,
            long untilUs,
            boolean end,
            Payload payload,
            Origin origin,
            byte[] value) {
        this(stream, session, sequence, startUs, untilUs, end, payload, origin, value, 0);
    }

    /** Most events that a sender may have dropped: the number can be added to others without overflow. */
    public static final long MAX_SHED_EVENTS = 1L << 62;

    /** Latest sensor time allowed, µs: times can be added and subtracted without overflow. */
    public static final long MAX_TIME_US = 1L << 62;

    /** From {@link #startUs} to {@link #untilUs}, µs; 0 if the latter is not set or earlier. */
    public long spanUs() {
        long until = Math.min(untilUs, MAX_TIME_US);
        return until > startUs ? until - startUs : 0;
    }

    /** Number of events, or of samples of all channels. */
    public int measurements() {
        return payload instanceof Samples samples
                ? samples.values().length / samples.channels()
                : ((PackedEvents) payload).count();
    }

    /** The same batch with another payload. */
    public SensorBatch with(Payload other) {
        return new SensorBatch(
                stream, session, sequence, startUs, untilUs, end, other, origin, value, shedEvents);
    }

    /** The same batch of a sender that has dropped {@code events} since the session began. */
    public SensorBatch withShed(long events) {
        return new SensorBatch(
                stream, session, sequence, startUs, untilUs, end, payload, origin, value, events);
    }

    /** This batch as the rejected topic reports it. */
    public Rejected rejected(String error) {
        return Rejected.of(stream, value, error, origin);
    }
}
