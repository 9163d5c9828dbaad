package org.spikelink.cli.arguments;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The topic of a ROS bag that is read. */
@Command // without a name: a mixin
public final class BagTopicArguments {
    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "topic of the events in a ROS bag or MCAP file, if it has several")
    private String topic;

    /** The name; null if not stated. */
    public String topic() {
        return topic;
    }
}
