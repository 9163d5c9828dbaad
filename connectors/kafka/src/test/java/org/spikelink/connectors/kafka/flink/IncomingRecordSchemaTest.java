package org.spikelink.connectors.kafka.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.connectors.kafka.codec.WireBatches.utf8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.codec.SessionHorizon;
import org.spikelink.connectors.kafka.codec.WireBatches;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;

class IncomingRecordSchemaTest {
    private static final TypeInformation<Incoming> TYPE = TypeInformation.of(Incoming.class);

    private final IncomingRecordSchema schema =
            new IncomingRecordSchema(TYPE, SessionHorizon.OFF, InputFormat.PROTOBUF);

    @Test
    void aRecordBecomesABatchWithItsOrigin() {
        Incoming read = read(utf8("dvs-1"), WireBatches.withEvents().build().toByteArray());

        assertThat(((SensorBatch) read).origin()).isEqualTo(new Origin("in", 2, 17, 99));
    }

    @Test
    void textIsReadIfTheSensorsWriteText() {
        byte[] text = utf8("{\"session\": 3, \"sequence\": 1, \"events\": [[7, 1, 2, 1]]}");
        IncomingRecordSchema json =
                new IncomingRecordSchema(TYPE, SessionHorizon.OFF, InputFormat.JSON);

        SensorBatch batch = (SensorBatch) read(json, utf8("dvs-1"), text);
        assertThat(batch.stream()).isEqualTo("dvs-1");
        assertThat(batch.measurements()).isOne();
        assertThat(read(utf8("dvs-1"), text)).isInstanceOf(Rejected.class);
    }

    @Test
    void aTombstoneBecomesARejection() {
        assertThat(((Rejected) read(null, null)).origin()).isEqualTo(new Origin("in", 2, 17, 99));
    }

    @Test
    void theTypeIsTheOneGivenAlsoAfterShipping() throws Exception {
        assertThat(InstantiationUtil.clone(schema).getProducedType()).isEqualTo(TYPE);
    }

    private Incoming read(byte[] key, byte[] value) {
        return read(schema, key, value);
    }

    private static Incoming read(IncomingRecordSchema schema, byte[] key, byte[] value) {
        List<Incoming> out = new ArrayList<>();
        schema.deserialize(
                new ConsumerRecord<>(
                        "in",
                        2,
                        17,
                        99,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key,
                        value,
                        new RecordHeaders(),
                        Optional.empty()),
                new Collector<>() {
                    @Override
                    public void collect(Incoming record) {
                        out.add(record);
                    }

                    @Override
                    public void close() {}
                });
        assertThat(out).hasSize(1);
        return out.get(0);
    }
}
