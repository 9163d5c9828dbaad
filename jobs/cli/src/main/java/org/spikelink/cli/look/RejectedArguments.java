package org.spikelink.cli.look;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.tools.rejected.ResendOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Selects the rejected records that a command works on. */
final class RejectedArguments {
    @Option(
            names = "--rejected-topic",
            paramLabel = "TOPIC",
            defaultValue = "spikelink.rejected",
            description = "topic of the rejected records (default: ${DEFAULT-VALUE})")
    private String topic;

    @Option(
            names = "--where",
            paramLabel = "REGEX",
            converter = OfPattern.class,
            description = "select records whose error message matches this regular expression")
    private Pattern where;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            defaultValue = "spikelink-rejected-replay",
            description =
                    "consumer group that records which batches have been resent (default: ${DEFAULT-VALUE})")
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

    /** Options of commands that only read. */
    ResendOptions reading(BrokerArguments broker) {
        return new ResendOptions(
                broker.kafka(), topic, group, where(), Optional.empty(), false, "", false, true);
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
