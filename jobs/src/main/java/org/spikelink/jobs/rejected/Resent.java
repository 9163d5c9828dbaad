package org.spikelink.jobs.rejected;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.spikelink.jobs.errors.CommandException;

/**
 * Which records of one partition have been resent: all below {@code next}, and some above it. It is kept as the committed
 * offset of a consumer group, {@code next}, and that offset's metadata: ranges of distances from {@code next}, such as
 * {@code 2-5,9}, so that it is written in the very transaction that resends.
 *
 * @param next offset of the first record that was not resent
 * @param beyond offsets of records above it that were
 */
record Resent(long next, NavigableSet<Long> beyond) {
    /** Brokers take 4,096 bytes unless told otherwise. */
    private static final int MAX_METADATA = 4_000;

    /** Nothing. */
    static final Resent NONE = new Resent(0, new TreeSet<>());

    /** Reads what {@link #metadata} has written; throws {@link CommandException} for anything else. */
    static Resent parse(long next, String metadata) {
        NavigableSet<Long> beyond = new TreeSet<>();
        if (!metadata.isEmpty()) {
            if (!metadata.matches("[0-9]{1,12}(-[0-9]{1,12})?(,[0-9]{1,12}(-[0-9]{1,12})?)*")) {
                throw new CommandException(
                        "the group's metadata must be ranges such as 2-5,9 (got "
                                + metadata
                                + "): is the group another program's?");
            }
            for (String range : metadata.split(",", -1)) {
                String[] ends = range.split("-", -1);
                long last = Long.parseLong(ends[ends.length - 1]);
                for (long distance = Long.parseLong(ends[0]); distance <= last; distance++) {
                    beyond.add(next + distance);
                }
            }
        }
        return new Resent(next, beyond);
    }

    boolean contains(long offset) {
        return offset < next || beyond.contains(offset);
    }

    /**
     * With further records.
     *
     * @param offsets of those resent now
     * @param left of those that the partition holds and that are not resent yet
     * @param end of the partition
     */
    Resent with(Collection<Long> offsets, Collection<Long> left, long end) {
        long first = left.stream().mapToLong(Long::longValue).min().orElse(end);
        NavigableSet<Long> done = new TreeSet<>(beyond);
        done.addAll(offsets);
        return new Resent(first, done.tailSet(first, true));
    }

    /** The ranges beyond {@link #next}; throws {@link CommandException} where Kafka would not take them. */
    String metadata() {
        StringBuilder text = new StringBuilder();
        long from = -1;
        long to = -1;
        for (long offset : beyond) {
            if (from >= 0 && offset == to + 1) {
                to = offset;
                continue;
            }
            append(text, from, to);
            from = offset;
            to = offset;
        }
        append(text, from, to);
        if (text.length() > MAX_METADATA) {
            throw new CommandException(
                    "what was resent must fit %d characters of bookkeeping (got %d): resend the first records, too"
                            .formatted(MAX_METADATA, text.length()));
        }
        return text.toString();
    }

    private void append(StringBuilder text, long from, long to) {
        if (from >= 0) {
            text.append(text.isEmpty() ? "" : ",").append(from - next);
            text.append(to > from ? "-" + (to - next) : "");
        }
    }
}
