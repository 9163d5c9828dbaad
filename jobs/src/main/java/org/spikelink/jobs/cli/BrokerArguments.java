package org.spikelink.jobs.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.spikelink.jobs.classify.ClassifyConfig;
import org.spikelink.jobs.classify.config.Flags;
import org.spikelink.jobs.classify.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which Kafka brokers a command talks to, and how long it waits for them. */
@Command // of no name: to be mixed into one
final class BrokerArguments {
    private static final Duration FIRST_CONTACT = Duration.ofSeconds(10);

    private Flags flags;

    /** Adds the options that are the job's too to the command that this is mixed into. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        flags =
                new Flags(
                                command,
                                List.of(
                                        ClassifyConfig.BOOTSTRAP_SERVERS,
                                        ClassifyConfig.GIVE_UP_AFTER))
                        .withFile()
                        .withProperties();
    }

    /** Whether the command line names brokers. */
    boolean isGiven() {
        return flags.isGiven(ClassifyConfig.BOOTSTRAP_SERVERS);
    }

    /** Whether the command line, a file or the environment names brokers. */
    boolean isKnown() {
        return settings().find(ClassifyConfig.BOOTSTRAP_SERVERS).isPresent();
    }

    String bootstrapServers() {
        return settings().get(ClassifyConfig.BOOTSTRAP_SERVERS);
    }

    Duration giveUpAfter() {
        return settings().get(ClassifyConfig.GIVE_UP_AFTER);
    }

    /** How long a command waits for a first answer before it does anything. */
    Duration firstContact() {
        return giveUpAfter().compareTo(FIRST_CONTACT) < 0 ? giveUpAfter() : FIRST_CONTACT;
    }

    Properties kafkaProperties() {
        return settings().properties();
    }

    private Settings settings() {
        return Settings.of(ClassifyConfig.ALL, Map.of(), flags, System.getenv());
    }
}
