package org.spikelink.jobs.replay;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Kafka's settings for a producer that loses, repeats and reorders nothing, and waits a bounded time. */
final class ProducerSettings {
    private static final Duration LINGER = Duration.ofMillis(5);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    private ProducerSettings() {}

    static Properties of(ReplayOptions options) {
        Duration giveUp = options.giveUpAfter();
        Duration request = giveUp.dividedBy(2);
        Properties settings = new Properties();
        settings.putAll(options.kafkaProperties());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        // A partition made just now may refuse its first batch but take the next: then the first
        // would be out of order
        // for ever. So one request at a time, but a large one.
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
