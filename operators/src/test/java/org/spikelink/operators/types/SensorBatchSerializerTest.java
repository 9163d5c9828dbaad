package org.spikelink.operators.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.operators.RecordText;

class SensorBatchSerializerTest extends RecordSerializerCheck<SensorBatch> {
    SensorBatchSerializerTest() {
        super(SensorBatch.class, RecordText::of);
    }

    @Override
    protected TypeSerializer<SensorBatch> createSerializer() {
        return new SensorBatchSerializer();
    }

    @Override
    protected Class<SensorBatch> getTypeClass() {
        return SensorBatch.class;
    }

    @Override
    protected SensorBatch[] getTestData() {
        return TestRecords.batches();
    }

    @Test
    void eventsThatAreAViewIntoTheRecordStayOne() throws IOException {
        SensorBatch copy = copy(createSerializer(), TestRecords.view());
        PackedEvents events = (PackedEvents) copy.payload();
        assertThat(events.bytes()).isSameAs(copy.value());
        assertThat(events.offset()).isEqualTo(2);
        assertThat(events.length()).isEqualTo(8);
    }

    @Test
    void aViewTravelsOnce() throws IOException {
        byte[] value = new byte[1_000];
        SensorBatch whole = TestRecords.ofEvents(new PackedEvents(value), value);
        SensorBatch without = TestRecords.ofEvents(new PackedEvents(value), null);
        assertThat(bytes(createSerializer(), whole))
                .hasSameSizeAs(bytes(createSerializer(), without));
    }
}
