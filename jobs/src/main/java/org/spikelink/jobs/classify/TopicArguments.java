package org.spikelink.jobs.classify;

import org.spikelink.connectors.kafka.Topics;
import picocli.CommandLine.Option;

/** The topics' names as options. */
public final class TopicArguments {
    @Option(
            names = "--sensors-topic",
            paramLabel = "TOPIC",
            defaultValue = "spikelink.sensors",
            description = "default: ${DEFAULT-VALUE}")
    private String sensors;

    @Option(
            names = "--spikes-topic",
            paramLabel = "TOPIC",
            defaultValue = "spikelink.spikes",
            description = "default: ${DEFAULT-VALUE}")
    private String spikes;

    @Option(
            names = "--classes-topic",
            paramLabel = "TOPIC",
            defaultValue = "spikelink.classes",
            description = "default: ${DEFAULT-VALUE}")
    private String classes;

    @Option(
            names = "--rejected-topic",
            paramLabel = "TOPIC",
            defaultValue = "spikelink.rejected",
            description = "default: ${DEFAULT-VALUE}")
    private String rejected;

    /** The names given, or the usual ones. */
    public Topics topics() {
        return new Topics(sensors, spikes, classes, rejected);
    }
}
