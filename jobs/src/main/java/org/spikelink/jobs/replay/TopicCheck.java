package org.spikelink.jobs.replay;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.spikelink.jobs.broker.BrokerWatch;
import org.spikelink.jobs.broker.Partitions;
import org.spikelink.jobs.classify.config.NearestName;

/**
 * Finds out before the first batch that there is no broker or no topic. Brokers that make topics on their first use would
 * else take a recording under a misspelt name, and nobody would read it.
 */
final class TopicCheck {
    private static final Duration FIRST_CONTACT = Duration.ofSeconds(10);

    private TopicCheck() {}

    /** Throws {@link ReplayException} where no broker answers, or it lacks the topic and it is not to be created. */
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
            Set<String> known = broker.topics();
            if (!known.contains(options.topic())) {
                if (!options.createTopics()) {
                    throw new ReplayException(missing(options, known));
                }
                broker.createTopics(List.of(options.topic()), Partitions.USUAL);
            }
        } catch (KafkaException e) {
            throw new ReplayException(e.getMessage(), e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ReplayException(e.getMessage(), e);
        }
    }

    private static String missing(ReplayOptions options, Set<String> known) {
        return "the broker at %s has no topic %s that this login may see%s; --create-topics creates it"
                .formatted(
                        options.bootstrapServers(),
                        options.topic(),
                        NearestName.near(options.topic(), known)
                                .map(" (nearest: %s)"::formatted)
                                .orElse(""));
    }
}
