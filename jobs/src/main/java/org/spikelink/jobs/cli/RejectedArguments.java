package org.spikelink.jobs.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.spikelink.jobs.broker.BrokerWatch;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.jobs.rejected.ResendOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which rejected records a command is about. */
final class RejectedArguments {
    @Option(
            names = "--rejected-topic",
            paramLabel = "TOPIC",
            defaultValue = "spikelink.rejected",
            description = "default: ${DEFAULT-VALUE}")
    private String topic;

    @Option(
            names = "--where",
            paramLabel = "REGEX",
            converter = OfPattern.class,
            description = "only records whose error has a match")
    private Pattern where;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            defaultValue = "spikelink-rejected-replay",
            description =
                    "consumer group that keeps what has been resent (default: ${DEFAULT-VALUE})")
    private String group;

    String topic() {
        return topic;
    }

    Optional<Pattern> where() {
        return Optional.ofNullable(where);
    }

    String group() {
        return group;
    }

    /** For commands that only read. */
    ResendOptions reading(BrokerArguments broker) {
        return new ResendOptions(
                broker.bootstrapServers(),
                topic,
                group,
                where(),
                Optional.empty(),
                false,
                "",
                false,
                true,
                broker.kafkaProperties());
    }

    /** Throws {@link CommandException} where no broker answers, within {@code --give-up-after}. */
    static void check(BrokerArguments broker) throws InterruptedException {
        try (BrokerWatch watch =
                new BrokerWatch(broker.bootstrapServers(), broker.kafkaProperties())) {
            if (!watch.awaitThere(broker.firstContact())) {
                throw new CommandException(
                        "no Kafka broker answers at " + broker.bootstrapServers());
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /** A regular expression. */
    static final class OfPattern implements ITypeConverter<Pattern> {
        @Override
        public Pattern convert(String text) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new TypeConversionException(
                        "must be a regular expression (got "
                                + text
                                + ": "
                                + e.getDescription()
                                + ")");
            }
        }
    }
}
