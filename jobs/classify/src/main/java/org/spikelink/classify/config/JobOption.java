package org.spikelink.classify.config;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.TimeUtils;

/**
 * One option of the job: {@code spikelink.linger} in a file is {@code --linger} on the command line and {@code
 * SPIKELINK_LINGER} in the environment.
 *
 * @param flink key, type and default, if it has one
 * @param label placeholder for the value in the help text
 * @param rule what a value must be, after "must be"
 * @param description one sentence without a full stop
 */
public record JobOption<T>(ConfigOption<T> flink, String label, String rule, String description) {
    /** Prefix of every Spikelink key. */
    public static final String PREFIX = "spikelink.";

    /** What a duration must be, for messages. */
    public static final String DURATION_RULE =
            "a duration such as 500ms, 10s, 5min or 24h, at most 3650d";

    private static final String FLAG = "on|off";

    /** Longer ones overflow where they are counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** A text without a default. */
    public static JobOption<String> text(String name, String label, String description) {
        return new JobOption<>(
                key(name).stringType().noDefaultValue().withDescription(description),
                label,
                "a text",
                description);
    }

    /** A text with a default. */
    public static JobOption<String> text(
            String name, String label, String defaultValue, String description) {
        return new JobOption<>(
                key(name).stringType().defaultValue(defaultValue).withDescription(description),
                label,
                "a text",
                description);
    }

    /** A whole number; without a default if {@code defaultValue} is null. */
    public static JobOption<Integer> number(String name, Integer defaultValue, String description) {
        var type = key(name).intType();
        ConfigOption<Integer> option =
                defaultValue == null ? type.noDefaultValue() : type.defaultValue(defaultValue);
        return new JobOption<>(
                option.withDescription(description), "N", "a whole number", description);
    }

    /** A time such as {@code 500ms}. */
    public static JobOption<Duration> duration(
            String name, Duration defaultValue, String description) {
        return new JobOption<>(
                key(name).durationType().defaultValue(defaultValue).withDescription(description),
                "TIME",
                DURATION_RULE,
                description);
    }

    /**
     * One of an enum's constants, written as their {@code toString} in lower case; without a default if {@code
     * defaultValue} is null.
     */
    public static <E extends Enum<E>> JobOption<E> choice(
            String name, Class<E> choices, E defaultValue, String description) {
        var type = key(name).enumType(choices);
        ConfigOption<E> option =
                defaultValue == null ? type.noDefaultValue() : type.defaultValue(defaultValue);
        String names =
                Stream.of(choices.getEnumConstants())
                        .map(JobOption::shown)
                        .collect(Collectors.joining("|"));
        return new JobOption<>(
                option.withDescription(description),
                names,
                "one of " + names.replace("|", ", "),
                description);
    }

    /** A switch that is on if it is named without a value. */
    public static JobOption<Switch> flag(String name, String description) {
        return new JobOption<>(
                key(name)
                        .enumType(Switch.class)
                        .defaultValue(Switch.OFF)
                        .withDescription(description),
                FLAG,
                "one of " + FLAG.replace("|", ", "),
                description);
    }

    /** Whether the value may be left out. */
    boolean isFlag() {
        return label.equals(FLAG);
    }

    private static ConfigOptions.OptionBuilder key(String name) {
        return ConfigOptions.key(PREFIX + name);
    }

    /** {@code spikelink.linger}. */
    public String key() {
        return flink.key();
    }

    /** {@code --linger}. */
    public String flag() {
        return "--" + key().substring(PREFIX.length());
    }

    /** {@code SPIKELINK_LINGER}. */
    public String variable() {
        return key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The description, and the default if there is one. */
    public String help() {
        return flink.hasDefaultValue()
                ? "%s (default: %s)".formatted(description, shown(flink.defaultValue()))
                : description;
    }

    static String shown(Object value) {
        if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration).replace(" ", "");
        }
        return value instanceof Enum<?>
                ? value.toString().toLowerCase(Locale.ROOT)
                : value.toString();
    }

    /**
     * Parses a duration such as {@code 500ms}.
     *
     * @throws IllegalArgumentException if it has no unit, which Flink takes for milliseconds, or is longer than ten years
     */
    public static Duration parseDuration(String text) {
        checkUnit(text);
        Duration duration = parsed(text);
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a duration must be at most 3650d (got " + text + ")");
        }
        return duration;
    }

    private static Duration parsed(String text) {
        try {
            return TimeUtils.parseDuration(text);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a duration must be at most 3650d", e);
        }
    }

    private static void checkUnit(String duration) {
        if (!duration.isBlank()
                && Character.isDigit(duration.strip().charAt(duration.strip().length() - 1))) {
            throw new IllegalArgumentException(
                    "a duration must have a unit, such as %1$sms, %1$ss or %1$smin (got %1$s)"
                            .formatted(duration.strip()));
        }
    }

    /**
     * Parses the value of a setting.
     *
     * @throws IllegalArgumentException naming the setting, the rule and the value
     */
    T read(Setting setting) {
        try {
            if (flink.defaultValue() instanceof Duration) {
                var unused = parseDuration(setting.value());
            }
            return Configuration.fromMap(java.util.Map.of(key(), setting.value())).get(flink);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s must be %s (got %s)".formatted(setting.origin(), rule, setting.value()), e);
        }
    }
}
