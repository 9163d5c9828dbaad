package org.spikelink.tools.rejected;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.spikelink.core.error.SpikelinkException;

/**
 * Which records of one partition have been resent: all below {@code next}, and some above it. It is stored as a
 * consumer group's committed offset, {@code next}, with metadata: ranges of distances from {@code next}, such as
 * {@code 2-5,9}. So it is written in the same transaction as the resent batches.
 *
 * @param next offset of the first record that has not been resent
 * @param beyond offsets of records above it that have been resent
 */
record Resent(long next, NavigableSet<Long> beyond) {
    /** Brokers accept 4,096 bytes by default. */
    private static final int MAX_METADATA = 4_000;

    /** Far more than anyone resends out of order. */
    private static final int MAX_BEYOND = 1_000_000;

    /** Nothing. */
    static final Resent NONE = new Resent(0, new TreeSet<>());

    /** Parses {@link #metadata}; throws {@link SpikelinkException} for anything else. */
    static Resent parse(long next, String metadata) {
        NavigableSet<Long> beyond = new TreeSet<>();
        if (!metadata.isEmpty()) {
            if (!metadata.matches("[0-9]{1,12}(-[0-9]{1,12})?(,[0-9]{1,12}(-[0-9]{1,12})?)*")) {
                throw new SpikelinkException(
                        "the group's metadata must be ranges such as 2-5,9 (got "
                                + metadata
                                + "); does another program use this group?");
            }
            for (String range : metadata.split(",", -1)) {
                String[] ends = range.split("-", -1);
                long first = Long.parseLong(ends[0]);
                long last = Long.parseLong(ends[ends.length - 1]);
                if (last < first || last - first >= MAX_BEYOND - beyond.size()) {
                    throw new SpikelinkException(
                            "the ranges of the group's metadata must ascend and have at most "
                                    + MAX_BEYOND
                                    + " offsets (got "
                                    + range
                                    + "); does another program use this group?");
                }
                for (long distance = first; distance <= last; distance++) {
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
     * Adds records.
     *
     * @param offsets of the records resent now
     * @param left offsets of the partition's records that have not been resent yet
     * @param end end offset of the partition
     */
    Resent with(Collection<Long> offsets, Collection<Long> left, long end) {
        long first = left.stream().mapToLong(Long::longValue).min().orElse(end);
        NavigableSet<Long> done = new TreeSet<>(beyond);
        done.addAll(offsets);
        return new Resent(first, done.tailSet(first, true));
    }

    /** The ranges beyond {@link #next}; throws {@link SpikelinkException} if they are too long for Kafka. */
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
        if (beyond.size() > MAX_BEYOND) {
            throw new SpikelinkException(
                    "at most %d records may be resent before the first one (got %d): resend the first records too"
                            .formatted(MAX_BEYOND, beyond.size()));
        }
        if (text.length() > MAX_METADATA) {
            throw new SpikelinkException(
                    "the ranges of resent records must fit %d characters (got %d): resend the first records too"
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
