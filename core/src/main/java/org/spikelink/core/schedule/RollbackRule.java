package org.spikelink.core.schedule;

import static org.spikelink.core.schedule.ScheduleException.require;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule: a version is taken back if, over a time, the share of windows in which it and the version beside it give the
 * same class is below a limit.
 *
 * @param sha256 of the version that is taken back
 * @param toSha256 of the version that takes its place
 * @param fromMs Kafka time, ms since 1970: only windows closed by a record of this time or later count
 * @param condition when it is taken back
 */
public record RollbackRule(String sha256, String toSha256, long fromMs, Condition condition)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Throws {@link ScheduleException} if a sha256 is none, or both are the same. */
    public RollbackRule {
        ModelVersion.checkSha256("rollbacks sha256", sha256);
        ModelVersion.checkSha256("rollbacks to_sha256", toSha256);
        require(
                !sha256.equals(toSha256),
                "rollbacks to_sha256 must be another version than sha256 (got %s)",
                toSha256);
    }

    /**
     * A limit of the agreement, and the time over which it is taken.
     *
     * @param below the limit of the agreement, over 0 and at most 1
     * @param time Kafka time, 1 s to 31 days
     */
    public record Condition(double below, Duration time) implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofDays(31);
        private static final Pattern TEXT =
                Pattern.compile(
                        "agreement *< *([0-9](?:[.][0-9]{1,6})?) +for +([0-9]{1,6}) ?(s|min|h|d)");

        /** Throws {@link ScheduleException} if a value is out of range. */
        public Condition {
            require(
                    below > 0 && below <= 1,
                    "agreement must be over 0 and at most 1 (got %s)",
                    below);
            require(
                    time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0,
                    "the time of a rollback rule must be 1s to 31d (got %s)",
                    time);
        }

        /**
         * Reads {@code agreement<0.9 for 10min}.
         *
         * @throws ScheduleException if it is no such text
         */
        public static Condition parse(String text) {
            Matcher rule = TEXT.matcher(text.strip());
            require(
                    rule.matches(),
                    "a rollback rule must be like agreement<0.9 for 10min, with s, min, h or d (got '%s')",
                    text);
            long number = Long.parseLong(rule.group(2));
            Duration time =
                    switch (rule.group(3)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "min" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
            return new Condition(Double.parseDouble(rule.group(1)), time);
        }

        /** The text that {@link #parse} reads. */
        public String text() {
            return "agreement<%s for %s"
                    .formatted(
                            BigDecimal.valueOf(below).stripTrailingZeros().toPlainString(),
                            timeText());
        }

        /** The time as users write it, such as {@code 10min}. */
        public String timeText() {
            long seconds = time.toSeconds();
            if (seconds % 86_400 == 0) {
                return seconds / 86_400 + "d";
            }
            if (seconds % 3_600 == 0) {
                return seconds / 3_600 + "h";
            }
            return seconds % 60 == 0 ? seconds / 60 + "min" : seconds + "s";
        }
    }
}
