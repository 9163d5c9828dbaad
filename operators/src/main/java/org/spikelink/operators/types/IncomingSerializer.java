package org.spikelink.operators.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;

/** A batch or a rejected record, told apart by a flag. */
public final class IncomingSerializer extends RecordSerializer<Incoming> {
    private static final long serialVersionUID = 1L;

    private final SensorBatchSerializer batches = new SensorBatchSerializer();

    @Override
    public void serialize(Incoming incoming, DataOutputView target) throws IOException {
        target.writeBoolean(incoming instanceof SensorBatch);
        if (incoming instanceof SensorBatch batch) {
            batches.serialize(batch, target);
        } else {
            RecordFields.writeRejected((Rejected) incoming, target);
        }
    }

    @Override
    public Incoming deserialize(DataInputView source) throws IOException {
        return source.readBoolean()
                ? batches.deserialize(source)
                : RecordFields.readRejected(source);
    }

    @Override
    public TypeSerializerSnapshot<Incoming> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Its snapshot: the format is fixed. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Incoming> {
        public Snapshot() {
            super(IncomingSerializer::new);
        }
    }
}
