package org.spikelink.operators.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;

/** A batch or a rejected record: a {@link RecordTag}, then the record's fields. */
public final class IncomingSerializer extends RecordSerializer<Incoming> {
    private static final long serialVersionUID = 1L;

    private static final int REJECTED = 0;
    private static final int BATCH = 1;
    private static final int KINDS = 2;

    @Override
    public void serialize(Incoming incoming, DataOutputView target) throws IOException {
        if (incoming instanceof SensorBatch batch) {
            RecordTag.write(BATCH, target);
            SensorBatchFields.write(batch, target);
        } else {
            RecordTag.write(REJECTED, target);
            RecordFields.writeRejected((Rejected) incoming, target);
        }
    }

    @Override
    public Incoming deserialize(DataInputView source) throws IOException {
        return RecordTag.read(KINDS, source).kind() == BATCH
                ? SensorBatchFields.read(source)
                : RecordFields.readRejected(source);
    }

    @Override
    public TypeSerializerSnapshot<Incoming> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Its snapshot: each record names the version of its own format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Incoming> {
        public Snapshot() {
            super(IncomingSerializer::new);
        }
    }
}
