package org.spikelink.sensors.send;

import java.util.List;
import java.util.function.Consumer;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerPresence;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.Partitions;

/**
 * Checks before the first batch that the topic exists, and from then on whether the broker answers. Otherwise a broker that creates topics on first use would
 * accept batches under a misspelt name that nobody reads.
 */
public final class TopicCheck {
    private TopicCheck() {}

    /**
     * Waits for a broker, then checks that the topic exists or creates it if requested.
     *
     * @param notice receives a line for the user if the broker is slow to answer, and when it has gone or is back; the
     *     latter by another thread
     * @return what watches the broker until it is closed
     * @throws BrokerException if no broker answers within {@link SendOptions#giveUpAfter}, or the topic is missing and
     *     must not be created
     */
    public static BrokerPresence check(SendOptions options, Consumer<String> notice)
            throws InterruptedException {
        BrokerWatch broker = BrokerWatch.connect(options.kafka(), options.giveUpAfter(), notice);
        boolean checked = false;
        try {
            check(broker, options);
            checked = true;
            return new BrokerPresence(broker, notice);
        } finally {
            if (!checked) {
                broker.close();
            }
        }
    }

    private static void check(BrokerWatch broker, SendOptions options) throws InterruptedException {
        List<String> topic = List.of(options.topic());
        if (!options.createTopics()) {
            broker.requireTopics(topic, "--create-topics creates it");
        } else if (!broker.missingTopics(topic).isEmpty()) {
            broker.createTopics(topic, Partitions.DEFAULT);
        }
    }
}
