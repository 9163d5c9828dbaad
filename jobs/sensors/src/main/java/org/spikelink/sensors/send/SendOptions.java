package org.spikelink.sensors.send;

import java.time.Duration;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;

/**
 * Where batches are sent.
 *
 * @param kafka cluster
 * @param topic that the batches are written to
 * @param createTopics whether a missing topic is created; otherwise it is an error
 * @param compression of the records
 * @param giveUpAfter how long a batch may wait for the broker's ack, a second to a day
 */
public record SendOptions(
        KafkaCluster kafka,
        String topic,
        boolean createTopics,
        Compression compression,
        Duration giveUpAfter) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public SendOptions {
        if (giveUpAfter.compareTo(SHORTEST) < 0 || giveUpAfter.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "give-up-after must be from 1 s to 1 day (got %s)".formatted(giveUpAfter));
        }
        Topics defaults = Topics.defaults();
        new Topics(topic, defaults.spikes(), defaults.classes(), defaults.rejected());
    }
}
