package org.spikelink.tools.demo;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Payload;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/**
 * A stream of one measurement that ends immediately. The job answers it as soon as all its tasks are running, so that
 * its start does not count as latency.
 */
record ReadinessProbe(KafkaCluster kafka, String topic) {
    static final String STREAM = "are you there?";

    void send(InputSpec input) {
        try (var producer =
                new KafkaProducer<>(
                        kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = STREAM.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, key, SensorBatchEncoder.encode(batch(input))))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the broker did not accept a batch: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SensorBatch batch(InputSpec input) {
        byte[] event = new byte[PackedEvents.BYTES_PER_EVENT];
        Payload payload =
                input instanceof InputSpec.Samples samples
                        ? new Samples(new float[samples.channels()], samples.channels())
                        : new PackedEvents(event);
        Origin origin = new Origin(topic, 0, 0, 0);
        return new SensorBatch(STREAM, 0, 0, 0, SensorBatch.NO_UNTIL, true, payload, origin, event);
    }
}
