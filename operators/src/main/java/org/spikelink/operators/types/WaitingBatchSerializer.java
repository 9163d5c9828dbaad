package org.spikelink.operators.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.spikelink.core.stepper.BatchQueue;

/** A batch that waits for its stream's turn: a {@link RecordTag}, how far it was cut, then the batch's fields. */
public final class WaitingBatchSerializer extends RecordSerializer<BatchQueue.Waiting> {
    private static final long serialVersionUID = 1L;

    private static final int BATCH = 0;
    private static final int KINDS = 1;

    @Override
    public void serialize(BatchQueue.Waiting waiting, DataOutputView target) throws IOException {
        RecordTag.write(BATCH, target);
        target.writeInt(waiting.at());
        SensorBatchFields.write(waiting.batch(), target);
    }

    @Override
    public BatchQueue.Waiting deserialize(DataInputView source) throws IOException {
        RecordTag.read(KINDS, source);
        int at = source.readInt();
        return new BatchQueue.Waiting(SensorBatchFields.read(source), at);
    }

    @Override
    public TypeSerializerSnapshot<BatchQueue.Waiting> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Its snapshot: each batch names the version of its own format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<BatchQueue.Waiting> {
        public Snapshot() {
            super(WaitingBatchSerializer::new);
        }
    }
}
