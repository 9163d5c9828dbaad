package org.spikelink.cli.arguments;

import org.spikelink.connectors.kafka.client.Partitions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The topic to which a command sends sensor batches. */
@Command // without a name: a mixin
public final class SensorsTopicArguments {
    @Option(
            names = "--topic",
            defaultValue = "spikelink.sensors",
            description = "Kafka topic to send to (default: ${DEFAULT-VALUE})")
    private String topic;

    @Option(
            names = "--create-topics",
            description =
                    "create the topic if it does not exist, with "
                            + Partitions.DEFAULT
                            + " partitions")
    private boolean createTopics;

    public String topic() {
        return topic;
    }

    public boolean createTopics() {
        return createTopics;
    }
}
