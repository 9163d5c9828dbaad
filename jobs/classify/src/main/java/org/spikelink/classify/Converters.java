package org.spikelink.classify;

import java.time.Duration;
import org.spikelink.classify.config.JobOption;
import org.spikelink.connectors.kafka.client.StartFrom;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters for option types that picocli does not support. */
public final class Converters {
    private Converters() {}

    /** {@code 500ms}, {@code 10s}, {@code 5min}, {@code 24h}. */
    public static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return JobOption.parseDuration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "must be %s (got %s)".formatted(JobOption.DURATION_RULE, text));
            }
        }
    }

    /** See {@link StartFrom#parse}. */
    public static final class OfStart implements ITypeConverter<StartFrom> {
        @Override
        public StartFrom convert(String text) {
            try {
                return StartFrom.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
