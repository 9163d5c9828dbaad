package org.spikelink.connectors.kafka.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.KafkaFailure;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.file.ScheduleJson;

/**
 * Changes the registry. All writers of a topic have the same transactional id, so that the last one that was opened is
 * the only one that can write: what it has read is what it changes. Not thread-safe.
 */
public final class RegistryWriter implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Registry registry;

    /**
     * Creates the topic if it is missing, shuts out other writers, and reads the registry.
     *
     * @throws BrokerException if the broker does not answer or rejects a request
     */
    public RegistryWriter(KafkaCluster kafka, String topic) throws InterruptedException {
        this.topic = topic;
        kafka.createCompactedTopic(topic);
        Properties settings = kafka.producer();
        settings.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "spikelink-registry-" + topic);
        String ms = Long.toString(TIMEOUT.toMillis());
        settings.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, ms);
        settings.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, ms);
        try {
            producer =
                    new KafkaProducer<>(
                            settings, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw failed(e);
        }
        try {
            producer.initTransactions();
            registry = RegistryReader.read(kafka, topic);
        } catch (KafkaException e) {
            close();
            throw failed(e);
        } catch (BrokerException e) {
            close();
            throw e;
        }
    }

    /** The registry, as this writer found it and has changed it. */
    public Registry registry() {
        return registry;
    }

    /**
     * Writes a published model.
     *
     * @throws BrokerException if it cannot be written; then nothing has changed
     */
    public void write(PublishedModel model) {
        write(model.key(), PublishedModelJson.write(model));
    }

    /**
     * Writes a schedule in place of the one before.
     *
     * @throws BrokerException if it cannot be written; then nothing has changed
     */
    public void write(ModelSchedule schedule) {
        write(schedule.name(), ScheduleJson.write(schedule));
    }

    private void write(String key, byte[] value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        try {
            producer.beginTransaction();
            var unused =
                    producer.send(
                            new ProducerRecord<>(
                                    topic, keyBytes, value)); // the commit fails if it does
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new BrokerException(
                    "another command is changing topic %s: nothing was changed, try again"
                            .formatted(topic),
                    e);
        } catch (KafkaException e) {
            throw failed(e);
        }
        registry.add(keyBytes, value, topic);
    }

    private BrokerException failed(KafkaException e) {
        return new BrokerException(
                "topic %s cannot be written to (%s)".formatted(topic, KafkaFailure.text(e)), e);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
