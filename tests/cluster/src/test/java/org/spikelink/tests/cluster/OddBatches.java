package org.spikelink.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** A stream to which everything happens once that a metric counts. */
final class OddBatches {
    /** What the metrics must have grown by, by name. */
    static final Map<String, Double> COUNTED =
            Map.of(
                    "late", 1.0,
                    "gaps", 1.0,
                    "missing", 1.0,
                    "repeated", 1.0,
                    "rejected", 1.0,
                    "undecodable", 1.0,
                    "clockResets", 1.0);

    private static final String STREAM = "odd";

    /** More than a job's default max-gap-bins. */
    private static final long LONG_SILENCE_BINS = 200;

    private final InputSpec.Events input;
    private final long binUs;

    OddBatches(InputSpec input) {
        this.input = (InputSpec.Events) input;
        this.binUs = ((Slicing.Time) this.input.slicing()).binUs();
    }

    void send(String brokers, String topic) throws Exception {
        List<byte[]> records =
                List.of(
                        batch(0, 10, 0),
                        batch(0, 10, 0), // repeated
                        batch(1, 5, 0), // late
                        batch(3, 11, 0), // 2 is missing
                        batch(4, 11 + LONG_SILENCE_BINS, 0), // a gap
                        batch(5, 0, 0), // the clock was set back
                        batch(6, 1, input.width()), // rejected: no such pixel
                        new byte[] {(byte) 0xff}); // undecodable
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] record : records) {
                producer.send(new ProducerRecord<>(topic, STREAM.getBytes(UTF_8), record)).get();
            }
        }
    }

    /** A batch of one event at the beginning of a bin. */
    private byte[] batch(long sequence, long bin, int x) {
        byte[] event = new byte[PackedEvents.BYTES_PER_EVENT];
        PackedEvents.put(event, 0, PackedEvents.pack(0, x, 0, true));
        return SensorBatchEncoder.encode(
                new SensorBatch(
                        STREAM,
                        1,
                        sequence,
                        bin * binUs,
                        SensorBatch.NO_UNTIL,
                        false,
                        new PackedEvents(event),
                        new Origin("", 0, 0, 0),
                        event));
    }
}
