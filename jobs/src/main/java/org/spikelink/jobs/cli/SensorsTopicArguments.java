package org.spikelink.jobs.cli;

import org.spikelink.jobs.broker.Partitions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where a command that plays sensors sends their batches. */
@Command // of no name: to be mixed into one
final class SensorsTopicArguments {
    @Option(
            names = "--topic",
            defaultValue = "spikelink.sensors",
            description = "Kafka topic that the batches go to (default: ${DEFAULT-VALUE})")
    private String topic;

    @Option(
            names = "--create-topics",
            description =
                    "create the topic if it is not there, with " + Partitions.USUAL + " partitions")
    private boolean createTopics;

    String topic() {
        return topic;
    }

    boolean createTopics() {
        return createTopics;
    }
}
