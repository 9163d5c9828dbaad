package org.spikelink.cli.models;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.spikelink.classify.Converters;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** When a change begins: now, at a time, or after a time. */
@Command // without a name: a mixin
final class StartArguments {
    @ArgGroup(exclusive = true)
    private Start start = new Start();

    private static final class Start {
        @Option(
                names = "--at",
                paramLabel = "TIME",
                converter = OfTime.class,
                description =
                        "when it begins, by the Kafka timestamps of sensor batches: a time as 2026-01-31T12:00:00Z or ms since"
                                + " 1970 (default: now)")
        private Long at;

        @Option(
                names = "--in",
                paramLabel = "TIME",
                converter = Converters.OfDuration.class,
                description = "begin after this time, such as 10min")
        private Duration in;
    }

    /** The Kafka time at which the change begins, ms since 1970. */
    long fromMs(long nowMs) {
        if (start.at != null) {
            return start.at;
        }
        return start.in == null ? nowMs : nowMs + start.in.toMillis();
    }

    /** An instant, or ms since 1970. */
    static final class OfTime implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return text.matches("\\d{1,18}")
                        ? Long.parseLong(text)
                        : Instant.parse(text).toEpochMilli();
            } catch (DateTimeParseException | ArithmeticException e) {
                throw new TypeConversionException(
                        "must be a time as 2026-01-31T12:00:00Z or ms since 1970 (got %s)"
                                .formatted(text));
            }
        }
    }
}
