package org.spikelink.operators.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.operators.RecordText;

class IncomingSerializerTest extends RecordSerializerCheck<Incoming> {
    IncomingSerializerTest() {
        super(Incoming.class, RecordText::of);
    }

    @Override
    protected TypeSerializer<Incoming> createSerializer() {
        return new IncomingSerializer();
    }

    @Override
    protected Class<Incoming> getTypeClass() {
        return Incoming.class;
    }

    @Override
    protected Incoming[] getTestData() {
        return Stream.of(TestRecords.incoming(), TestRecords.batches())
                .flatMap(Arrays::stream)
                .toArray(Incoming[]::new);
    }

    @Test
    void eventsThatAreAViewIntoTheRecordStayOne() throws IOException {
        SensorBatch copy = (SensorBatch) copy(createSerializer(), TestRecords.view());
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

    @Test
    void samplesThatLieInTheRecordTravelOnce() throws IOException {
        float[] values = {1f, -0f, Float.intBitsToFloat(0x7FC12345), Float.MIN_VALUE};
        ByteBuffer value = ByteBuffer.allocate(3 + 16 + 2).order(ByteOrder.LITTLE_ENDIAN);
        value.position(3).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        SensorBatch whole = TestRecords.ofSamples(new Samples(values, 2, 3), value.array());
        SensorBatch copy = (SensorBatch) copy(createSerializer(), whole);
        Samples samples = (Samples) copy.payload();
        assertThat(samples.channels()).isEqualTo(2);
        assertThat(samples.at()).isEqualTo(3);
        for (int n = 0; n < values.length; n++) {
            assertThat(Float.floatToRawIntBits(samples.values()[n]))
                    .isEqualTo(Float.floatToRawIntBits(values[n]));
        }
        SensorBatch twice = TestRecords.ofSamples(new Samples(values, 2), value.array());
        assertThat(bytes(createSerializer(), twice))
                .hasSize(bytes(createSerializer(), whole).length - Integer.BYTES + 16);
    }

    @Test
    void aRecordOfALaterFormatIsRejected() {
        byte[] bytes = {0x21, 0, 0};
        assertThatThrownBy(() -> createSerializer().deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("a record in flight must have format 0..1 (got 2)");
    }
}
