package org.spikelink.core.schedule;

import static org.spikelink.core.schedule.ScheduleException.require;

import java.io.Serializable;
import java.math.BigDecimal;

/** The streams that a rule of a schedule is about. The same on every machine and in every release. */
public sealed interface StreamSelector extends Serializable {
    /** Whether a stream is selected. Takes time in proportion to the length of its name. */
    boolean selects(String stream);

    /** The text that {@link #parse} reads. */
    String text();

    /**
     * Reads a selector: {@code all}, {@code prefix:TEXT}, {@code regex:PATTERN} or {@code percent:NUMBER:SALT}.
     *
     * @throws ScheduleException if it is none of these
     */
    static StreamSelector parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        return switch (kind) {
            case "all" -> {
                require(colon < 0, "streams all must have nothing behind it (got '%s')", text);
                yield new All();
            }
            case "prefix" -> new Prefix(value);
            case "regex" -> new Regex(new NamePattern(value));
            case "percent" -> Percent.parse(value);
            default ->
                    throw new ScheduleException(
                            "streams must be all, prefix:TEXT, regex:PATTERN or percent:NUMBER:SALT (got '%s')"
                                    .formatted(text));
        };
    }

    /** Every stream. */
    record All() implements StreamSelector {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean selects(String stream) {
            return true;
        }

        @Override
        public String text() {
            return "all";
        }
    }

    /**
     * Streams whose names start with a text.
     *
     * @param prefix 1..1,024 characters
     */
    record Prefix(String prefix) implements StreamSelector {
        private static final long serialVersionUID = 1L;

        public Prefix {
            require(
                    !prefix.isEmpty() && prefix.length() <= 1_024,
                    "prefix must have 1..1024 characters (got '%s')",
                    prefix);
        }

        @Override
        public boolean selects(String stream) {
            return stream.startsWith(prefix);
        }

        @Override
        public String text() {
            return "prefix:" + prefix;
        }
    }

    /** Streams whose whole names match a pattern. */
    record Regex(NamePattern pattern) implements StreamSelector {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean selects(String stream) {
            return pattern.matches(stream);
        }

        @Override
        public String text() {
            return "regex:" + pattern.text();
        }
    }

    /**
     * A share of all streams, by a hash of their names ({@link StreamHash}). With the same salt, a larger share
     * contains a smaller one.
     *
     * @param hundredths of a percent, 1..10,000
     * @param salt other salts select other streams; 1..100 characters
     */
    record Percent(int hundredths, String salt) implements StreamSelector {
        private static final long serialVersionUID = 1L;
        private static final int ALL = 10_000;

        public Percent {
            require(
                    hundredths >= 1 && hundredths <= ALL,
                    "percent must be 0.01..100 (got %s)",
                    BigDecimal.valueOf(hundredths, 2));
            require(
                    !salt.isEmpty() && salt.length() <= 100,
                    "the salt of percent must have 1..100 characters (got '%s')",
                    salt);
        }

        /**
         * A share of all streams.
         *
         * @param percent 0.01 to 100, with at most two decimals
         */
        public static Percent of(String percent, String salt) {
            require(
                    percent.matches("[0-9]{1,3}([.][0-9]{1,2})?"),
                    "percent must be a number 0.01..100 with at most two decimals (got '%s')",
                    percent);
            return new Percent(new BigDecimal(percent).movePointRight(2).intValueExact(), salt);
        }

        private static Percent parse(String value) {
            int colon = value.indexOf(':');
            require(colon >= 0, "percent must be percent:NUMBER:SALT (got 'percent:%s')", value);
            return of(value.substring(0, colon), value.substring(colon + 1));
        }

        @Override
        public boolean selects(String stream) {
            return StreamHash.slot(salt, stream, ALL) < hundredths;
        }

        /** The share as a number of percent, without needless zeros. */
        public String percent() {
            return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
        }

        @Override
        public String text() {
            return "percent:" + percent() + ":" + salt;
        }
    }
}
