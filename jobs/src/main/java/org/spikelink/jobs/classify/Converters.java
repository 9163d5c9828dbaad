package org.spikelink.jobs.classify;

import java.time.Duration;
import java.util.Locale;
import org.apache.flink.util.TimeUtils;
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.connectors.kafka.StartFrom;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options are read that picocli does not know. */
public final class Converters {
    private Converters() {}

    /** {@code 500ms}, {@code 10s}, {@code 5min}, {@code 24h}. */
    public static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return TimeUtils.parseDuration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "must be a duration such as 500ms, 10s, 5min or 24h (got " + text + ")");
            }
        }
    }

    /** {@code at-least-once} or {@code exactly-once}. */
    static final class OfDelivery implements ITypeConverter<Delivery> {
        @Override
        public Delivery convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "at-least-once", "at_least_once" -> Delivery.AT_LEAST_ONCE;
                case "exactly-once", "exactly_once" -> Delivery.EXACTLY_ONCE;
                default ->
                        throw new TypeConversionException(
                                "must be at-least-once or exactly-once (got " + text + ")");
            };
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
