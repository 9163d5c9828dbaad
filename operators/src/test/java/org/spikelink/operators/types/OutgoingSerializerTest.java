package org.spikelink.operators.types;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Outgoing;
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
        return TestRecords.outgoing();
    }

    @Test
    void anUnknownTagIsRefused() {
        byte[] bytes = {3, 0, 0};
        assertThatThrownBy(() -> createSerializer().deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessage("an outgoing record must have tag 0..2 (got 3)");
    }
}
