package org.spikelink.tools.rejected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.kafka.wire.SensorBatch;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Rejected;

/** A rejected record as a line of JSON that can be edited: its position, error and content. */
final class RecordJson {
    private static final Set<String> NAMES =
            Set.of(
                    "topic",
                    "partition",
                    "offset",
                    "error",
                    "rejected_ms",
                    "key",
                    "truncated",
                    "source_topic",
                    "source_partition",
                    "source_offset",
                    "source_ms",
                    "batch",
                    "value");

    private RecordJson() {}

    static ObjectNode of(RejectedRecord record, String topic, long rejectedMs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", topic);
        json.put("partition", record.partition());
        json.put("offset", record.offset());
        json.put("error", record.error());
        json.put("rejected_ms", rejectedMs);
        json.put("key", record.key() == null ? null : record.keyText());
        json.put("truncated", record.truncated());
        json.put("source_topic", record.origin().topic());
        json.put("source_partition", record.origin().partition());
        json.put("source_offset", record.origin().offset());
        json.put("source_ms", record.origin().timestampMs());
        record.envelope().ifPresent(batch -> json.set("batch", BatchJson.of(batch)));
        json.put(
                "value",
                record.value() == null ? null : Base64.getEncoder().encodeToString(record.value()));
        return json;
    }

    /** The fields of a line. Throws {@link IllegalArgumentException} if it is not an object or has unknown fields. */
    static Fields fields(JsonNode line) {
        return new Fields("", line, NAMES);
    }

    /**
     * The batch to send for a line.
     *
     * @param record the record as it was rejected
     * @throws IllegalArgumentException if the job could not read the batch
     */
    static RejectedBatch parse(JsonNode line, RejectedRecord record) {
        Fields fields = fields(line);
        byte[] value = fields.has("value") ? fields.bytes("value") : null;
        if (fields.has("batch")) {
            if (value != null && !Arrays.equals(value, record.value())) {
                throw new IllegalArgumentException(
                        "value must be unchanged if there is a batch, because the batch is sent; delete the batch to send"
                                + " other bytes");
            }
            SensorBatch before = record.envelope().orElse(SensorBatch.getDefaultInstance());
            value = BatchJson.parse(fields.value("batch"), before).toByteArray();
        }
        if (record.truncated() && Arrays.equals(value, record.value())) {
            throw new IllegalArgumentException(
                    "the value is truncated: replace it with the whole value, or add a batch");
        }
        return new RejectedBatch(record, readable(value), value);
    }

    private static SensorBatch readable(byte[] value) {
        try {
            SensorBatch batch = value == null ? null : SensorBatch.parseFrom(value);
            byte[] key = batch == null ? null : batch.getStreamBytes().toByteArray();
            Incoming read = SensorBatchDecoder.decode(key, value, RejectedRecord.NOWHERE);
            if (read instanceof Rejected rejected) {
                throw new IllegalArgumentException(rejected.error());
            }
            return batch;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "value must be a SensorBatch (%s)".formatted(e.getMessage()), e);
        }
    }
}
