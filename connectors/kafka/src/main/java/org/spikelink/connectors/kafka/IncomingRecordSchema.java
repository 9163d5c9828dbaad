package org.spikelink.connectors.kafka;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;

/** Reads the sensors topic: each record becomes exactly one {@link Incoming}, whatever its bytes. */
public final class IncomingRecordSchema implements KafkaRecordDeserializationSchema<Incoming> {
    private static final long serialVersionUID = 1;

    private final TypeInformation<Incoming> type;

    /** The type says how Flink passes the records on; whoever wires the job brings it. */
    public IncomingRecordSchema(TypeInformation<Incoming> type) {
        this.type = type;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<Incoming> out) {
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), read.timestamp());
        out.collect(SensorBatchDecoder.decode(read.key(), read.value(), origin));
    }

    @Override
    public TypeInformation<Incoming> getProducedType() {
        return type;
    }
}
