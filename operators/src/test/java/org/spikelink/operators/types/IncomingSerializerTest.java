package org.spikelink.operators.types;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.spikelink.core.record.Incoming;
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
        return TestRecords.incoming();
    }
}
