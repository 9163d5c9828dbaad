package org.spikelink.connectors.kafka.codec;

import com.google.protobuf.UnsafeByteOperations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;

/**
 * Turns a record of the sensors topic into a batch, or into a rejection with the reason. Never throws, whatever the
 * bytes; its memory is bounded by the record's. Packed events are left as they are: their length, reserved bits and
 * coordinates are checked where they are unpacked, so that a batch with bad events still counts in its session.
 */
public final class SensorBatchDecoder {
    /** Largest value accepted, in bytes: the default limit of Kafka's clients. */
    public static final int MAX_VALUE_BYTES = 1_048_576;

    /** Longest stream name, in bytes of UTF-8. */
    public static final int MAX_STREAM_BYTES = 1_024;

    private static final int MAX_UTF8_BYTES_PER_CHAR = 3;

    private SensorBatchDecoder() {}

    /**
     * Decodes one record. The batch keeps {@code value} and its events are a view into it.
     *
     * @param key the record's key; null if it has none
     * @param value the record's value; null if it has none
     * @param origin where the record was read
     * @return a {@link SensorBatch}, or a {@link Rejected} whose error is one line
     */
    public static Incoming decode(byte[] key, byte[] value, Origin origin) {
        return decode(key, value, origin, SessionHorizon.OFF);
    }

    /** Decodes one record; a session beyond the horizon is rejected. */
    public static Incoming decode(byte[] key, byte[] value, Origin origin, SessionHorizon horizon) {
        try {
            checkLength(value, "value must be a SensorBatch");
            EnvelopeReader envelope = EnvelopeReader.read(value);
            checkStream(value, envelope.streamAt, envelope.streamLength);
            checkKey(key, value, envelope.streamAt, envelope.streamLength);
            checkNumbers(envelope);
            horizon.check(envelope.session, origin);
            return batch(envelope, value, origin);
        } catch (MalformedRecordException e) {
            return Rejected.of(text(key), value, e.getMessage(), origin);
        }
    }

    /** Checks that there is a value of allowed length; {@code rule} says what it must be. */
    static void checkLength(byte[] value, String rule) throws MalformedRecordException {
        if (value == null || value.length == 0) {
            throw new MalformedRecordException(
                    "%s (got %s)".formatted(rule, value == null ? "null" : "0 bytes"));
        }
        if (value.length > MAX_VALUE_BYTES) {
            throw new MalformedRecordException(
                    "value must have at most %d bytes (got %d)"
                            .formatted(MAX_VALUE_BYTES, value.length));
        }
    }

    private static void checkStream(byte[] value, int at, int length)
            throws MalformedRecordException {
        if (length == 0) {
            throw new MalformedRecordException("stream must not be empty (got \"\")");
        }
        if (length > MAX_STREAM_BYTES) {
            throw new MalformedRecordException(
                    "stream must have at most %d bytes (got %d)"
                            .formatted(MAX_STREAM_BYTES, length));
        }
        if (!UnsafeByteOperations.unsafeWrap(value, at, length).isValidUtf8()) {
            throw new MalformedRecordException(
                    "stream must be valid UTF-8 (got %s)"
                            .formatted(Quoted.utf8(value, at, length)));
        }
    }

    private static void checkKey(byte[] key, byte[] value, int at, int length)
            throws MalformedRecordException {
        if (key == null || !Arrays.equals(key, 0, key.length, value, at, at + length)) {
            throw new MalformedRecordException(
                    "key must be the stream %s (got %s)"
                            .formatted(
                                    Quoted.utf8(value, at, length),
                                    key == null ? "none" : Quoted.utf8(key, 0, key.length)));
        }
    }

    private static void checkNumbers(EnvelopeReader envelope) throws MalformedRecordException {
        if (envelope.sequence < 0) {
            throw new MalformedRecordException(
                    "sequence must be below 2^63 (got %s)"
                            .formatted(Long.toUnsignedString(envelope.sequence)));
        }
        checkShed(envelope.shedEvents);
    }

    /** Checks the number of events that a sender says it has dropped, an unsigned one. */
    static void checkShed(long events) throws MalformedRecordException {
        if (Long.compareUnsigned(events, SensorBatch.MAX_SHED_EVENTS) > 0) {
            throw new MalformedRecordException(
                    "shed_events must be from 0 to 2^62 (got %s)"
                            .formatted(Long.toUnsignedString(events)));
        }
    }

    private static SensorBatch batch(EnvelopeReader envelope, byte[] value, Origin origin)
            throws MalformedRecordException {
        return new SensorBatch(
                new String(value, envelope.streamAt, envelope.streamLength, StandardCharsets.UTF_8),
                envelope.session,
                envelope.sequence,
                envelope.startUs,
                envelope.untilUs,
                envelope.end,
                payload(envelope, value),
                origin,
                value,
                envelope.shedEvents);
    }

    private static Payload payload(EnvelopeReader envelope, byte[] value)
            throws MalformedRecordException {
        if (envelope.samples == null) {
            return new PackedEvents(value, envelope.eventsAt, envelope.eventsLength);
        }
        if (envelope.hasEvents) {
            throw new MalformedRecordException(
                    "payload must be events or samples (got %d bytes of events and samples)"
                            .formatted(envelope.eventsLength));
        }
        return envelope.samples.samples();
    }

    /** The part of the key that a rejection quotes; does not decode up to a megabyte of it. */
    static String text(byte[] key) {
        return key == null
                ? ""
                : new String(
                        key,
                        0,
                        Math.min(key.length, MAX_UTF8_BYTES_PER_CHAR * Rejected.MAX_STREAM_CHARS),
                        StandardCharsets.UTF_8);
    }
}
