package org.spikelink.operators.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/** A batch with the record it came in; its events stay a view into that record. */
public final class SensorBatchSerializer extends RecordSerializer<SensorBatch> {
    private static final long serialVersionUID = 1L;
    private static final int EVENTS_IN_VALUE = 0;
    private static final int EVENTS = 1;
    private static final int SAMPLES = 2;

    @Override
    public void serialize(SensorBatch batch, DataOutputView target) throws IOException {
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

    private static void writePayload(SensorBatch batch, DataOutputView target) throws IOException {
        if (batch.payload() instanceof Samples samples) {
            target.writeByte(SAMPLES);
            target.writeInt(samples.channels());
            RecordFields.writeFloats(samples.values(), target);
        } else if (batch.payload() instanceof PackedEvents events) {
            boolean inValue = events.bytes() == batch.value();
            target.writeByte(inValue ? EVENTS_IN_VALUE : EVENTS);
            target.writeInt(inValue ? events.offset() : 0);
            target.writeInt(events.length());
            target.write(
                    events.bytes(), inValue ? 0 : events.offset(), inValue ? 0 : events.length());
        }
    }

    @Override
    public SensorBatch deserialize(DataInputView source) throws IOException {
        String stream = source.readUTF();
        long session = source.readLong();
        long sequence = source.readLong();
        long startUs = source.readLong();
        long untilUs = source.readLong();
        boolean end = source.readBoolean();
        var origin = RecordFields.readOrigin(source);
        byte[] value = RecordFields.readBytes(source);
        Payload payload = readPayload(value, source);
        return new SensorBatch(
                stream, session, sequence, startUs, untilUs, end, payload, origin, value);
    }

    private static Payload readPayload(byte[] value, DataInputView source) throws IOException {
        int kind = source.readByte();
        if (kind == SAMPLES) {
            int channels = source.readInt();
            return new Samples(RecordFields.readFloats(source), channels);
        }
        int offset = source.readInt();
        int length = source.readInt();
        if (kind == EVENTS_IN_VALUE) {
            return new PackedEvents(value, offset, length);
        }
        if (kind != EVENTS) {
            throw new IOException("a payload must be of kind 0..2 (got " + kind + ")");
        }
        byte[] bytes = new byte[length];
        source.readFully(bytes);
        return new PackedEvents(bytes);
    }

    @Override
    public TypeSerializerSnapshot<SensorBatch> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Its snapshot: the format is fixed. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SensorBatch> {
        public Snapshot() {
            super(SensorBatchSerializer::new);
        }
    }
}
