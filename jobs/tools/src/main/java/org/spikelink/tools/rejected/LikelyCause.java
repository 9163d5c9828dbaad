package org.spikelink.tools.rejected;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What usually lies behind a rule that batches break, and what to do about it. */
final class LikelyCause {
    private static final Pattern COORDINATE = Pattern.compile("([xy]) must be 0\\.\\.([0-9]+)");
    private static final Pattern CHANNELS = Pattern.compile("samples must have ([0-9]+) channels");

    /** A pattern that is found in the rule, and the cause. */
    private record Known(Pattern rule, String cause) {
        Known(String rule, String cause) {
            this(Pattern.compile(rule), cause);
        }
    }

    private static final List<Known> KNOWN =
            List.of(
                    new Known(
                            "the model takes (samples|events)",
                            "the topic or the model is of another kind of sensor"),
                    new Known(
                            "bits 61-63 must be zero|multiple of 8 bytes",
                            "the sender packs events in another way than docs/kafka.md says"),
                    new Known(
                            "must be finite",
                            "missing values: say how to replace them with input.missing in the model (train --missing)"),
                    new Known(
                            "session must not be below",
                            "the sensor's clock went back, its sessions count from 0 again, or two senders use one stream's name"),
                    new Known(
                            "session \\S+ has ended",
                            "batches after the one with end: open a new session"),
                    new Known(
                            "must stay in one partition",
                            "partitions were added, or senders choose partitions differently: open a new session"),
                    new Known(
                            "after the record's Kafka time",
                            "the sender's clock is ahead, or its sessions are no wall-clock µs: --session-horizon"),
                    new Known(
                            "value must be a SensorBatch|value must be a JSON object",
                            "the sensors write another format than the job reads: --input-format"),
                    new Known("^key must be", "the record's key is not the stream's name"),
                    new Known("^format must be", "the sender is newer than the job"),
                    new Known(
                            "must be above -2\\^62|must be at most 2\\^62",
                            "times in another unit than µs, or not set"));

    private LikelyCause() {}

    /**
     * The cause of a rule.
     *
     * @param rule see {@link RejectedList#rule}
     * @param highest the highest value that records had instead, empty if it is no number
     * @return empty if none is known
     */
    static Optional<String> of(String rule, Optional<Long> highest) {
        Matcher coordinate = COORDINATE.matcher(rule);
        if (coordinate.find() && highest.isPresent()) {
            return Optional.of(largerSensor(coordinate, highest.get()));
        }
        Matcher channels = CHANNELS.matcher(rule);
        if (channels.find() && highest.isPresent()) {
            return Optional.of(
                    "a sensor of %d channels, a model of %s"
                            .formatted(highest.get(), channels.group(1)));
        }
        return KNOWN.stream()
                .filter(known -> known.rule().matcher(rule).find())
                .map(Known::cause)
                .findFirst();
    }

    private static String largerSensor(Matcher coordinate, long highest) {
        return "a sensor of at least %d %s, a model of %d: choose a part with input.filters (region, downsample), or train for this sensor"
                .formatted(
                        highest + 1,
                        coordinate.group(1).equals("x") ? "columns" : "rows",
                        Long.parseLong(coordinate.group(2)) + 1);
    }
}
