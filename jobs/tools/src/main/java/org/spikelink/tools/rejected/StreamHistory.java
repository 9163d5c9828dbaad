package org.spikelink.tools.rejected;

/**
 * A stream's history in a topic by the job's rules: the largest session among the batches that the job can read.
 *
 * @param session the largest session, unsigned
 * @param ended whether one of its batches has {@code end} set
 * @param latestMs Kafka timestamp of its latest batch, ms since the epoch
 */
record StreamHistory(long session, boolean ended, long latestMs) {

    /** Adds a batch; {@code before} is null for the stream's first batch. */
    static StreamHistory with(StreamHistory before, long session, boolean end, long timestampMs) {
        int later = before == null ? 1 : Long.compareUnsigned(session, before.session);
        if (later > 0) {
            return new StreamHistory(session, end, timestampMs);
        }
        return later < 0 ? before : new StreamHistory(session, before.ended || end, timestampMs);
    }

    boolean isOpen() {
        return !ended;
    }

    /** Whether the stream's session is at least {@code other}. */
    boolean hasReached(long other) {
        return Long.compareUnsigned(session, other) >= 0;
    }
}
