package org.spikelink.tools.rejected;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka clients for reading and resending rejected records. */
final class KafkaClients {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String TRANSACTION_TIMEOUT_MS = "300000";

    private KafkaClients() {}

    /** A consumer that reads committed records and commits no offsets by itself. */
    static KafkaConsumer<byte[], byte[]> consumer(ResendOptions options) {
        Properties settings = options.kafka().consumer(TIMEOUT);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, options.group());
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A transactional producer, of which only one per group and topic can run at a time. */
    static KafkaProducer<byte[], byte[]> producer(ResendOptions options) {
        Properties settings = options.kafka().producer();
        settings.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, options.group() + "-" + options.topic());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(TIMEOUT.toMillis()));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
