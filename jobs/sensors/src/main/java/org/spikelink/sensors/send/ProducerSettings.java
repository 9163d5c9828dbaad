package org.spikelink.sensors.send;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of a Kafka producer that does not lose, repeat or reorder records and waits for a limited time. */
final class ProducerSettings {
    private static final Duration LINGER = Duration.ofMillis(5);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    private ProducerSettings() {}

    static Properties of(SendOptions options) {
        Duration giveUp = options.giveUpAfter();
        Duration request = giveUp.dividedBy(2);
        Properties settings = options.kafka().producer();
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, options.compression().kafkaName());
        // A new partition may reject its first batch and accept the next. The first would then be
        // out of order for ever.
        // So there is only one request at a time, but a large one.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
        put(settings, ProducerConfig.LINGER_MS_CONFIG, LINGER);
        put(settings, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, giveUp);
        put(settings, ProducerConfig.MAX_BLOCK_MS_CONFIG, giveUp);
        put(
                settings,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                request.compareTo(LONGEST_REQUEST) < 0 ? request : LONGEST_REQUEST);
        return settings;
    }

    private static void put(Properties settings, String key, Duration value) {
        settings.put(key, Long.toString(value.toMillis()));
    }
}
