package org.spikelink.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.kafka.wire.SensorBatch;
import org.spikelink.core.record.Origin;

/**
 * A record of the rejected topic.
 *
 * @param partition of the rejected topic
 * @param offset in it
 * @param error why it was rejected
 * @param origin position of the original record, according to the headers
 * @param truncated whether the value is truncated
 * @param key null if it had none
 * @param value null if it had none
 */
public record RejectedRecord(
        int partition,
        long offset,
        String error,
        Origin origin,
        boolean truncated,
        byte[] key,
        byte[] value) {
    /** An unknown position. */
    static final Origin NOWHERE = new Origin("", -1, -1, -1);

    private static final long UNKNOWN = -1;
    private static final int FORMAT = 1;

    /** A record that was read; missing or invalid headers count as unknown. */
    static RejectedRecord of(ConsumerRecord<byte[], byte[]> read) {
        Origin origin =
                new Origin(
                        header(read, "topic"),
                        (int) number(read, "partition"),
                        number(read, "offset"),
                        number(read, "timestamp"));
        return new RejectedRecord(
                read.partition(),
                read.offset(),
                header(read, "error"),
                origin,
                header(read, "truncated").equals("true"),
                read.key(),
                read.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> read, String name) {
        Header header = read.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private static long number(ConsumerRecord<byte[], byte[]> read, String name) {
        String text = header(read, name);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : UNKNOWN;
    }

    /** The record without its value, to save memory. */
    RejectedRecord withoutValue() {
        return new RejectedRecord(partition, offset, error, origin, truncated, key, null);
    }

    /** The key as text, empty if there was none. */
    public String keyText() {
        return key == null ? "" : new String(key, UTF_8);
    }

    /** Size of the value, possibly truncated. */
    public int bytes() {
        return value == null ? 0 : value.length;
    }

    /** The batch that the job would read if the record's key were its stream; empty if the value is not a batch. */
    Optional<SensorBatch> batch() {
        return envelope().filter(batch -> isReadable(batch.getStreamBytes().toByteArray()));
    }

    /** The value's fields, even if the job could not read it; empty if the value cannot be parsed. */
    Optional<SensorBatch> envelope() {
        if (truncated || value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SensorBatch.parseFrom(value))
                    .filter(batch -> batch.getFormat() == FORMAT);
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** Whether the job could read it before it rejected it; then its session and sequence were counted. */
    boolean wasCounted() {
        return !truncated && isReadable(key);
    }

    private boolean isReadable(byte[] underKey) {
        return SensorBatchDecoder.decode(underKey, value, origin)
                instanceof org.spikelink.core.record.SensorBatch;
    }
}
