package org.spikelink.connectors.kafka.client;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Where a job starts to read if it is not restored from a checkpoint or savepoint. */
public sealed interface StartFrom {
    /** All records that the topic still holds. */
    record Earliest() implements StartFrom {}

    /** Only records written from now on. */
    record Latest() implements StartFrom {}

    /** After the last offset that the consumer group committed; all records if it has committed none. */
    record Committed() implements StartFrom {}

    /**
     * Records whose Kafka timestamp is this or later.
     *
     * @param epochMs milliseconds since the epoch, from 0
     */
    record Timestamp(long epochMs) implements StartFrom {
        /** Throws {@link IllegalArgumentException} for a time before the epoch. */
        public Timestamp {
            if (epochMs < 0) {
                throw new IllegalArgumentException(
                        "start timestamp must not be before the epoch (got %d ms)"
                                .formatted(epochMs));
            }
        }
    }

    /**
     * Parses what a user writes: {@code earliest}, {@code latest}, {@code committed}, milliseconds since the epoch,
     * or an instant such as {@code 2026-01-31T12:00:00Z}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static StartFrom parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "earliest" -> new Earliest();
            case "latest" -> new Latest();
            case "committed" -> new Committed();
            default -> new Timestamp(epochMs(text));
        };
    }

    private static long epochMs(String text) {
        try {
            return text.matches("\\d+") ? Long.parseLong(text) : Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "start must be earliest, latest, committed, milliseconds or an instant such as 2026-01-31T12:00:00Z (got \"%s\")"
                            .formatted(text),
                    e);
        }
    }
}
