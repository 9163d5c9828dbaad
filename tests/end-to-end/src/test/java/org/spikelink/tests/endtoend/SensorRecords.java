package org.spikelink.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.record.SensorBatch;

/** Records of sensors on file, as they were on Kafka: how many, then of each its key, timestamp and value. */
final class SensorRecords {
    private SensorRecords() {}

    /** Batches as records, with the timestamps of their origin. */
    static List<ProducerRecord<byte[], byte[]>> of(String topic, List<SensorBatch> batches) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (SensorBatch batch : batches) {
            records.add(
                    record(
                            topic,
                            batch.origin().timestampMs(),
                            batch.stream(),
                            SensorBatchEncoder.encode(batch)));
        }
        return records;
    }

    static void write(Path file, List<ProducerRecord<byte[], byte[]>> records) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(records.size());
            for (ProducerRecord<byte[], byte[]> record : records) {
                out.writeUTF(new String(record.key(), UTF_8));
                out.writeLong(record.timestamp());
                out.writeInt(record.value().length);
                out.write(record.value());
            }
        }
    }

    /** Reads records for {@code topic}. */
    static List<ProducerRecord<byte[], byte[]>> read(Path file, String topic) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            int count = in.readInt();
            for (int n = 0; n < count; n++) {
                String stream = in.readUTF();
                long timestampMs = in.readLong();
                records.add(record(topic, timestampMs, stream, in.readNBytes(in.readInt())));
            }
        }
        return records;
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, long timestampMs, String stream, byte[] value) {
        return new ProducerRecord<>(topic, null, timestampMs, stream.getBytes(UTF_8), value);
    }
}
