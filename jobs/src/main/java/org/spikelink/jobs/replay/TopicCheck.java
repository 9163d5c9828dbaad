package org.spikelink.jobs.replay;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.jobs.broker.BrokerWatch;

/** Finds out before the first batch that there is no broker or no topic, instead of after the whole patience. */
final class TopicCheck {
    private static final Duration FIRST_CONTACT = Duration.ofSeconds(10);
    private static final Duration TOPIC_MADE = Duration.ofSeconds(5);

    private TopicCheck() {}

    /** Throws {@link ReplayException} where no broker answers, or it neither has the topic nor makes it. */
    static void check(ReplayOptions options) throws InterruptedException {
        Duration patience =
                options.giveUpAfter().compareTo(FIRST_CONTACT) < 0
                        ? options.giveUpAfter()
                        : FIRST_CONTACT;
        try (BrokerWatch broker =
                new BrokerWatch(options.bootstrapServers(), options.kafkaProperties())) {
            if (!broker.awaitThere(patience)) {
                throw new ReplayException(
                        "no Kafka broker answers at " + options.bootstrapServers());
            }
            if (!broker.missingTopics(List.of(options.topic())).isEmpty()) {
                make(options);
                broker.awaitPartitions(List.of(options.topic()));
            }
        } catch (KafkaException e) {
            throw new ReplayException(e.getMessage(), e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ReplayException(e.getMessage(), e);
        }
    }

    /** Asks for the topic's partitions as producers do: a broker that makes topics on their first use makes it. */
    private static void make(ReplayOptions options) {
        Properties settings = ProducerSettings.of(options);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(TOPIC_MADE.toMillis()));
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.partitionsFor(options.topic());
        } catch (KafkaException e) {
            throw new ReplayException(
                    "the broker at %s has no topic %s (%s)"
                            .formatted(options.bootstrapServers(), options.topic(), e.getMessage()),
                    e);
        }
    }
}
