package org.spikelink.jobs.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.spikelink.connectors.kafka.SensorBatchDecoder;
import org.spikelink.connectors.kafka.wire.SensorBatch;
import org.spikelink.core.record.Origin;

/**
 * A record of the rejected topic.
 *
 * @param partition of the rejected topic
 * @param offset in it
 * @param error what was wrong
 * @param origin where the record was before it was rejected, as far as its headers say
 * @param truncated whether bytes of the value are missing
 * @param key null where it had none
 * @param value null where it had none
 */
public record RejectedRecord(
        int partition,
        long offset,
        String error,
        Origin origin,
        boolean truncated,
        byte[] key,
        byte[] value) {
    /** Where no record was. */
    static final Origin NOWHERE = new Origin("", -1, -1, -1);

    private static final long UNKNOWN = -1;
    private static final int FORMAT = 1;

    /** What a consumer read; headers that are not there or make no sense count as unknown. */
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

    /** The same for those that need only know that it is there. */
    RejectedRecord withoutValue() {
        return new RejectedRecord(partition, offset, error, origin, truncated, key, null);
    }

    /** The key as text, empty where there was none. */
    public String keyText() {
        return key == null ? "" : new String(key, UTF_8);
    }

    /** Bytes of the value that are there. */
    public int bytes() {
        return value == null ? 0 : value.length;
    }

    /** The batch that the job would read, were the record's key its stream; none where the value is no batch. */
    Optional<SensorBatch> batch() {
        return envelope().filter(batch -> isReadable(batch.getStreamBytes().toByteArray()));
    }

    /** The fields that the value holds, whether or not the job could read them; none where it holds none. */
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

    /** Whether the job could read it before it rejected it: then its session and sequence count. */
    boolean wasCounted() {
        return !truncated && isReadable(key);
    }

    private boolean isReadable(byte[] underKey) {
        return SensorBatchDecoder.decode(underKey, value, origin)
                instanceof org.spikelink.core.record.SensorBatch;
    }
}
