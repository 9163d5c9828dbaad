package org.spikelink.sensors.send;

import java.util.List;
import java.util.function.Consumer;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.Partitions;

/**
 * Checks before the first batch that the topic exists. Otherwise a broker that creates topics on first use would
 * accept batches under a misspelt name that nobody reads.
 */
public final class TopicCheck {
    private TopicCheck() {}

    /**
     * Waits for a broker, then checks that the topic exists or creates it if requested.
     *
     * @param notice receives a line for the user if the broker is slow to answer
     * @throws BrokerException if no broker answers within {@link SendOptions#giveUpAfter}, or the topic is missing and
     *     must not be created
     */
    public static void check(SendOptions options, Consumer<String> notice)
            throws InterruptedException {
        try (BrokerWatch broker =
                BrokerWatch.connect(options.kafka(), options.giveUpAfter(), notice)) {
            List<String> topic = List.of(options.topic());
            if (!options.createTopics()) {
                broker.requireTopics(topic, "--create-topics creates it");
            } else if (!broker.missingTopics(topic).isEmpty()) {
                broker.createTopics(topic, Partitions.DEFAULT);
            }
        }
    }
}
