package org.spikelink.core.stepper;

import org.spikelink.core.record.SensorBatch;

/** Why a batch does not fit its stream's session: the rule and the value, in a line. */
final class Rejections {
    private Rejections() {}

    static String smallerSession(StreamState s, SensorBatch batch) {
        return "its session must not be below "
                + Long.toUnsignedString(s.session)
                + ", the stream's last one (got "
                + Long.toUnsignedString(batch.session())
                + ")";
    }

    /** A stream has moved, and it is not known whether all batches of its old partition were read. */
    static String otherPartition(StreamState s, SensorBatch batch) {
        return "a stream must stay in one partition for a session, or move with its next batch: partition %d, or sequence %d (got partition %d, sequence %d); were partitions added? Open a new session"
                .formatted(
                        s.partition,
                        s.lastSequence + 1,
                        batch.origin().partition(),
                        batch.sequence());
    }

    /** Why a batch of the present session is rejected, null if it is not. */
    static String of(StreamState s, SensorBatch batch) {
        if (s.live == null) {
            return "session "
                    + Long.toUnsignedString(s.session)
                    + " has ended (got sequence "
                    + batch.sequence()
                    + ")";
        }
        return TimeRange.rejection(batch);
    }
}
