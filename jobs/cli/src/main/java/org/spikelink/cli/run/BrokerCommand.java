package org.spikelink.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.spikelink.classify.TopicArguments;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
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
                "Runs a local Kafka broker with Spikelink's topics until Ctrl-C. For trying Spikelink out, not for production.")
public final class BrokerCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            description = "data folder (default: a temporary folder, deleted at the end)")
    private Path dir;

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "port to listen on, 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "number of partitions of each topic (default: ${DEFAULT-VALUE})")
    private int partitions;

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description =
                    "address that the broker gives to clients, if they connect through a proxy (default: the"
                            + " broker's own)")
    private String advertised;

    @Option(
            names = "--transaction-version",
            paramLabel = "VERSION",
            defaultValue = "1",
            description =
                    "transaction.version of a new data folder: 1, or 2 as Kafka 4 has it by default (default:"
                            + " ${DEFAULT-VALUE})")
    private int transactionVersion;

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
                                Optional.ofNullable(advertised),
                                transactionVersion))) {
            Thread stop = new Thread(broker::close, "stop broker");
            Runtime.getRuntime().addShutdownHook(stop);
            broker.kafka().createTopics(partitions, names);
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
            throw new SpikelinkException(e.getMessage(), e);
        }
    }
}
