package org.spikelink.operators.types;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/** Serializes a batch with the record that it came in. A payload that is part of that record is not written twice. */
final class SensorBatchFields {
    private static final int EVENTS_IN_VALUE = 0;
    private static final int EVENTS = 1;
    private static final int SAMPLES = 2;
    private static final int SAMPLES_IN_VALUE = 3;

    /** Added to the kind of payload: the number of events that the sender has dropped comes next. */
    private static final int AFTER_SHEDDING = 4;

    private SensorBatchFields() {}

    static void write(SensorBatch batch, DataOutput target) throws IOException {
        target.writeUTF(batch.stream());
        target.writeLong(batch.session());
        target.writeLong(batch.sequence());
        target.writeLong(batch.startUs());
        target.writeLong(batch.untilUs());
        target.writeBoolean(batch.end());
        RecordFields.writeOrigin(batch.origin(), target);
        RecordFields.writeBytes(batch.value(), target);
        writePayload(batch, target);
    }

    private static void writePayload(SensorBatch batch, DataOutput target) throws IOException {
        if (batch.payload() instanceof Samples samples) {
            writeSamples(samples, batch, target);
        } else if (batch.payload() instanceof PackedEvents events) {
            boolean inValue = events.bytes() == batch.value();
            writeKind(inValue ? EVENTS_IN_VALUE : EVENTS, batch, target);
            target.writeInt(inValue ? events.offset() : 0);
            target.writeInt(events.length());
            target.write(
                    events.bytes(), inValue ? 0 : events.offset(), inValue ? 0 : events.length());
        }
    }

    private static void writeKind(int kind, SensorBatch batch, DataOutput target)
            throws IOException {
        if (batch.shedEvents() == 0) {
            target.writeByte(kind);
        } else {
            target.writeByte(kind + AFTER_SHEDDING);
            target.writeLong(batch.shedEvents());
        }
    }

    private static void writeSamples(Samples samples, SensorBatch batch, DataOutput target)
            throws IOException {
        boolean inValue = batch.value() != null && samples.at() != Samples.NOWHERE;
        writeKind(inValue ? SAMPLES_IN_VALUE : SAMPLES, batch, target);
        target.writeInt(samples.channels());
        if (inValue) {
            target.writeInt(samples.at());
            target.writeInt(samples.values().length);
        } else {
            RecordFields.writeFloats(samples.values(), target);
        }
    }

    static SensorBatch read(DataInput source) throws IOException {
        String stream = source.readUTF();
        long session = source.readLong();
        long sequence = source.readLong();
        long startUs = source.readLong();
        long untilUs = source.readLong();
        boolean end = source.readBoolean();
        var origin = RecordFields.readOrigin(source);
        byte[] value = RecordFields.readBytes(source);
        int kind = source.readByte();
        long shedEvents = 0;
        if (kind >= AFTER_SHEDDING) {
            kind -= AFTER_SHEDDING;
            shedEvents = source.readLong();
        }
        Payload payload = readPayload(kind, value, source);
        return new SensorBatch(
                stream,
                session,
                sequence,
                startUs,
                untilUs,
                end,
                payload,
                origin,
                value,
                shedEvents);
    }

    private static Payload readPayload(int kind, byte[] value, DataInput source)
            throws IOException {
        if (kind == SAMPLES) {
            int channels = source.readInt();
            return new Samples(RecordFields.readFloats(source), channels);
        }
        if (kind == SAMPLES_IN_VALUE) {
            return samplesIn(value, source.readInt(), source.readInt(), source.readInt());
        }
        int offset = source.readInt();
        int length = source.readInt();
        if (kind == EVENTS_IN_VALUE) {
            return new PackedEvents(value, offset, length);
        }
        if (kind != EVENTS) {
            throw new IOException("a payload must be of kind 0..3 (got " + kind + ")");
        }
        byte[] bytes = new byte[length];
        source.readFully(bytes);
        return new PackedEvents(bytes);
    }

    private static Samples samplesIn(byte[] value, int channels, int at, int count) {
        float[] values = new float[count];
        ByteBuffer.wrap(value, at, Float.BYTES * count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Samples(values, channels, at);
    }
}
