package org.spikelink.jobs.rejected;

/**
 * What a topic says of a stream, by the job's own rules: of the batches that the job can read, those of the largest
 * session.
 *
 * @param session the largest, unsigned
 * @param ended whether a batch with {@code end} was among them
 * @param latestMs Kafka timestamp of its latest batch, ms since the epoch
 */
record StreamHistory(long session, boolean ended, long latestMs) {

    /** With a further batch; {@code before} is null for a stream that nothing is known of. */
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

    /** Whether the session that this stream is in is not below another. */
    boolean hasReached(long other) {
        return Long.compareUnsigned(session, other) >= 0;
    }
}
