package org.spikelink.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.classify.TopicArguments;
import org.spikelink.jobs.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spikelink broker}. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description =
                "Runs a Kafka broker in this process, with Spikelink's topics, until Ctrl-C. For trying out.")
public final class BrokerCommand implements Callable<Integer> {
    @Option(names = "--dir", description = "folder that keeps its data (default: a temporary one)")
    private Path dir;

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "of each topic (default: ${DEFAULT-VALUE})")
    private int partitions;

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description =
                    "where clients are sent, if something stands in front of the broker (default: the broker itself)")
    private String advertised;

    @Mixin private TopicArguments topics = new TopicArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Topics names = topics.topics();
        try (LocalBroker broker =
                start(
                        new BrokerOptions(
                                Optional.ofNullable(dir),
                                port,
                                partitions,
                                Optional.ofNullable(advertised)))) {
            Thread stop = new Thread(broker::close, "stop broker");
            Runtime.getRuntime().addShutdownHook(stop);
            broker.createTopics(
                    partitions, names.sensors(), names.spikes(), names.classes(), names.rejected());
            spec.commandLine().getOut().println(broker.bootstrapServers());
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static LocalBroker start(BrokerOptions options) {
        try {
            return LocalBroker.start(options);
        } catch (IOException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}
