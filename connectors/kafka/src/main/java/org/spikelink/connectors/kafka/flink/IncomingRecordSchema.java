package org.spikelink.connectors.kafka.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.codec.SessionHorizon;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;

/** Reads the sensors topic: each record becomes exactly one {@link Incoming}, whatever its bytes. */
public final class IncomingRecordSchema implements KafkaRecordDeserializationSchema<Incoming> {
    private static final long serialVersionUID = 1;

    private final TypeInformation<Incoming> type;
    private final SessionHorizon horizon;
    private final InputFormat format;

    /**
     * Reads records whose sessions lie within a horizon.
     *
     * @param type how Flink passes the records on
     * @param format of the records
     */
    public IncomingRecordSchema(
            TypeInformation<Incoming> type, SessionHorizon horizon, InputFormat format) {
        this.type = type;
        this.horizon = horizon;
        this.format = format;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<Incoming> out) {
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), read.timestamp());
        out.collect(format.decode(read.key(), read.value(), origin, horizon));
    }

    @Override
    public TypeInformation<Incoming> getProducedType() {
        return type;
    }
}
