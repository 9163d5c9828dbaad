package org.spikelink.jobs.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.spikelink.jobs.classify.Converters;
import picocli.CommandLine.Option;

/** Which Kafka brokers a command talks to, and how long it waits for them. */
final class BrokerArguments {
    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka brokers")
    private String bootstrapServers;

    @Option(
            names = "--give-up-after",
            paramLabel = "TIME",
            converter = Converters.OfDuration.class,
            defaultValue = "5min",
            description =
                    "fail when the broker has been gone for so long (default: ${DEFAULT-VALUE}; at the start at most"
                            + " 10s)")
    private Duration giveUpAfter;

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description = "passed on to Kafka's clients; may be repeated")
    private Map<String, String> kafkaProperties = new LinkedHashMap<>();

    String bootstrapServers() {
        return bootstrapServers;
    }

    Duration giveUpAfter() {
        return giveUpAfter;
    }

    Properties kafkaProperties() {
        Properties properties = new Properties();
        properties.putAll(kafkaProperties);
        return properties;
    }
}
