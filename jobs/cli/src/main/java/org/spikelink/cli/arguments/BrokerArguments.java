package org.spikelink.cli.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.spikelink.classify.ClassifyConfig;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.config.Flags;
import org.spikelink.classify.config.Settings;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Kafka brokers that a command connects to, and how long it waits for them. */
@Command // without a name: a mixin
public final class BrokerArguments {
    private CommandSpec command;
    private Flags flags;

    /** Adds the options that the job shares to the command that this is mixed into. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        this.command = command;
        flags =
                new Flags(
                                command,
                                List.of(
                                        ClassifyConfig.BOOTSTRAP_SERVERS,
                                        ClassifyConfig.GIVE_UP_AFTER))
                        .withFile()
                        .withProperties();
    }

    /** Whether brokers are given on the command line. */
    public boolean isGiven() {
        return flags.isGiven(ClassifyConfig.BOOTSTRAP_SERVERS);
    }

    /** Whether brokers are given on the command line, in a configuration file or in the environment. */
    public boolean isKnown() {
        return settings().find(ClassifyConfig.BOOTSTRAP_SERVERS).isPresent();
    }

    /**
     * The Kafka cluster.
     *
     * @throws IllegalArgumentException if none was named, or its login cannot be read
     */
    public KafkaCluster kafka() {
        return ClassifyOptions.kafka(settings());
    }

    public Duration giveUpAfter() {
        return settings().get(ClassifyConfig.GIVE_UP_AFTER);
    }

    /**
     * Waits until a broker answers.
     *
     * @throws BrokerException if none does within {@code --give-up-after}
     */
    public void awaitBroker() throws InterruptedException {
        BrokerWatch.connect(known(), giveUpAfter(), command.commandLine().getErr()::println)
                .close();
    }

    /**
     * The Kafka cluster.
     *
     * @throws ParameterException if none was named, or its login cannot be read
     */
    public KafkaCluster known() {
        try {
            return kafka();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private Settings settings() {
        return Settings.of(ClassifyConfig.ALL, Map.of(), flags, System.getenv());
    }
}
