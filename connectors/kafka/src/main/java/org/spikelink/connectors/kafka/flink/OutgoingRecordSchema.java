package org.spikelink.connectors.kafka.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.ClassificationCodec;
import org.spikelink.connectors.kafka.codec.OutgoingJson;
import org.spikelink.connectors.kafka.codec.SensorHealthCodec;
import org.spikelink.connectors.kafka.codec.SpikeBatchCodec;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.record.SpikeBatch;

/**
 * Writes each output to its topic with its stream as the key. Records carry no timestamp, so that Kafka's producer
 * sets the time of writing. A rejected record keeps its original bytes, and its headers contain the reason and the
 * origin: {@code error}, {@code topic}, {@code partition}, {@code offset}, {@code timestamp}, all as UTF-8 text,
 * numbers in decimal, and {@code truncated} ({@code true}) if bytes were left out.
 */
public final class OutgoingRecordSchema implements KafkaRecordSerializationSchema<Outgoing> {
    private static final long serialVersionUID = 1;

    private final Topics topics;
    private final OutputFormat format;

    /** Writes to these topics in this format. */
    public OutgoingRecordSchema(Topics topics, OutputFormat format) {
        this.topics = topics;
        this.format = format;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Outgoing record, KafkaSinkContext context, Long timestamp) {
        if (record instanceof SpikeBatch spikes) {
            return keyed(topics.spikes(), spikes, value(spikes));
        }
        if (record instanceof Classification found) {
            return keyed(topics.classes(), found, value(found));
        }
        if (record instanceof ShadowClass shadow) {
            return keyed(topics.shadow(), shadow, value(shadow.found()));
        }
        if (record instanceof SensorHealth health) {
            return keyed(topics.health(), health, value(health));
        }
        return rejected((Rejected) record);
    }

    private byte[] value(SpikeBatch spikes) {
        return switch (format) {
            case PROTOBUF -> SpikeBatchCodec.encode(spikes);
            case JSON -> OutgoingJson.encode(spikes);
        };
    }

    private byte[] value(Classification found) {
        return switch (format) {
            case PROTOBUF -> ClassificationCodec.encode(found);
            case JSON -> OutgoingJson.encode(found);
        };
    }

    private byte[] value(SensorHealth health) {
        return switch (format) {
            case PROTOBUF -> SensorHealthCodec.encode(health);
            case JSON -> OutgoingJson.encode(health);
        };
    }

    private ProducerRecord<byte[], byte[]> rejected(Rejected rejected) {
        var written = keyed(topics.rejected(), rejected, rejected.value());
        addHeader(written, "error", rejected.error());
        addHeader(written, "topic", rejected.origin().topic());
        addHeader(written, "partition", Integer.toString(rejected.origin().partition()));
        addHeader(written, "offset", Long.toString(rejected.origin().offset()));
        addHeader(written, "timestamp", Long.toString(rejected.origin().timestampMs()));
        if (rejected.truncated()) {
            addHeader(written, "truncated", "true");
        }
        return written;
    }

    private static ProducerRecord<byte[], byte[]> keyed(
            String topic, Outgoing record, byte[] value) {
        return new ProducerRecord<>(
                topic, record.stream().isEmpty() ? null : utf8(record.stream()), value);
    }

    private static void addHeader(
            ProducerRecord<byte[], byte[]> written, String name, String text) {
        written.headers().add(name, utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
