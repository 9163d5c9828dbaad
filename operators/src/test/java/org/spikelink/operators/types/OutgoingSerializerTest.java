package org.spikelink.operators.types;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.operators.RecordText;

class OutgoingSerializerTest extends RecordSerializerCheck<Outgoing> {
    OutgoingSerializerTest() {
        super(Outgoing.class, RecordText::of);
    }

    @Override
    protected TypeSerializer<Outgoing> createSerializer() {
        return new OutgoingSerializer();
    }

    @Override
    protected Class<Outgoing> getTypeClass() {
        return Outgoing.class;
    }

    @Override
    protected Outgoing[] getTestData() {
        Outgoing[] data = TestRecords.outgoing();
        Outgoing[] all = Arrays.copyOf(data, data.length + 5);
        all[data.length] = afterSilence(0);
        all[data.length + 1] = afterSilence(1L << 33);
        all[data.length + 2] = TestRecords.health(List.of(), List.of());
        all[data.length + 3] = new ShadowClass(TestRecords.changed());
        all[data.length + 4] =
                TestRecords.health(
                        List.of(new SensorHealth.HotPixel(1_279, 719, 40)),
                        List.of(SensorHealth.Trouble.values()));
        return all;
    }

    @Test
    void anUnknownTroubleIsRejected() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        createSerializer().serialize(getTestData()[getTestData().length - 1], out);
        byte[] bytes = out.getCopyOfBuffer();
        bytes[bytes.length - Long.BYTES - 1] = 77;
        assertThatThrownBy(() -> createSerializer().deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessage("a trouble must be 0..9 (got 77)");
    }

    private static SpikeBatch afterSilence(long shedEvents) {
        return new SpikeBatch(
                "sensor",
                -9,
                40,
                shedEvents,
                41,
                "nmnist/1",
                12,
                new int[] {1},
                List.of(new SpikeBatch.Step(-10_000, 10_000, new int[][] {{3}})));
    }

    @Test
    void anUnknownKindIsRejected() {
        byte[] bytes = {0x19, 0, 0};
        assertThatThrownBy(() -> createSerializer().deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessage("a record in flight must be of kind 0..8 (got 9)");
    }
}
