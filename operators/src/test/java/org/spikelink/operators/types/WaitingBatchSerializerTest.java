package org.spikelink.operators.types;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.BatchQueue;
import org.spikelink.operators.RecordText;

class WaitingBatchSerializerTest extends RecordSerializerCheck<BatchQueue.Waiting> {
    WaitingBatchSerializerTest() {
        super(
                BatchQueue.Waiting.class,
                waiting -> waiting.at() + " " + RecordText.of(waiting.batch()));
    }

    @Override
    protected TypeSerializer<BatchQueue.Waiting> createSerializer() {
        return new WaitingBatchSerializer();
    }

    @Override
    protected Class<BatchQueue.Waiting> getTypeClass() {
        return BatchQueue.Waiting.class;
    }

    @Override
    protected BatchQueue.Waiting[] getTestData() {
        return Stream.of(TestRecords.incoming())
                .filter(SensorBatch.class::isInstance)
                .map(batch -> new BatchQueue.Waiting((SensorBatch) batch, 7))
                .toArray(BatchQueue.Waiting[]::new);
    }

    @Test
    void aNewerFormatIsRejected() {
        byte[] bytes = {0x20, 0, 0};
        assertThatThrownBy(() -> createSerializer().deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a record in flight must have format 0..1 (got 2)");
    }
}
