package org.spikelink.connectors.kafka.codec;

import java.util.Arrays;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/** The fields of a batch of text, as they are read. Its arrays grow with what was read. */
final class TextBatch {
    private static final int FIRST_EVENTS = 64;
    private static final int FIRST_VALUES = 64;

    final String stream;
    long session;
    long sequence;
    long startUs;
    long untilUs = SensorBatch.NO_UNTIL;
    boolean end;
    long shedEvents;
    boolean hasSession;
    boolean hasSequence;
    boolean hasEvents;
    boolean hasSamples;
    long channels;
    private byte[] events = new byte[FIRST_EVENTS * PackedEvents.BYTES_PER_EVENT];
    private int size; // bytes of events
    private float[] values = new float[FIRST_VALUES];
    private int count; // of values

    TextBatch(String stream) {
        this.stream = stream;
    }

    /** The last list of events counts, as the last value of any field does. */
    void beginEvents() {
        hasEvents = true;
        size = 0;
    }

    void beginSamples() {
        hasSamples = true;
        count = 0;
    }

    /** Adds an event; throws if one of its numbers is out of range. */
    void addEvent(long offsetUs, long x, long y, long on) throws MalformedRecordException {
        check("t", offsetUs, PackedEvents.MAX_OFFSET_US);
        check("x", x, PackedEvents.MAX_COORDINATE);
        check("y", y, PackedEvents.MAX_COORDINATE);
        check("on", on, 1);
        if (size == events.length) {
            events = Arrays.copyOf(events, 2 * size);
        }
        PackedEvents.put(events, size, PackedEvents.pack(offsetUs, (int) x, (int) y, on == 1));
        size += PackedEvents.BYTES_PER_EVENT;
    }

    private void check(String what, long value, long most) throws MalformedRecordException {
        if (value < 0 || value > most) {
            throw new MalformedRecordException(
                    "%s of event %d must be from 0 to %d (got %d)"
                            .formatted(what, events(), most, value));
        }
    }

    /** Number of events so far, and of the next one, counted from 0. */
    int events() {
        return size / PackedEvents.BYTES_PER_EVENT;
    }

    void addValue(float value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    /** Checks the fields that are there and those that are not. */
    void check() throws MalformedRecordException {
        if (!hasSession || !hasSequence) {
            throw new MalformedRecordException(
                    "a batch must have a session and a sequence (got no %s)"
                            .formatted(hasSession ? "sequence" : "session"));
        }
        if (sequence < 0) {
            throw new MalformedRecordException(
                    "sequence must be from 0 to 2^63-1 (got %d)".formatted(sequence));
        }
        if (shedEvents < 0 || shedEvents > SensorBatch.MAX_SHED_EVENTS) {
            throw new MalformedRecordException(
                    "shed_events must be from 0 to 2^62 (got %d)".formatted(shedEvents));
        }
        if (hasEvents && hasSamples) {
            throw new MalformedRecordException(
                    "payload must be events or samples (got %d events and %d values)"
                            .formatted(size / PackedEvents.BYTES_PER_EVENT, count));
        }
        if (hasSamples && (channels < 1 || channels > Integer.MAX_VALUE)) {
            throw new MalformedRecordException(
                    "channels must be from 1 to 2^31-1 (got %d)".formatted(channels));
        }
    }

    Payload payload() {
        return hasSamples
                ? new Samples(Arrays.copyOf(values, count), (int) channels)
                : new PackedEvents(events, 0, size);
    }
}
