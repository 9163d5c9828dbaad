package org.spikelink.core.stepper;

import org.spikelink.core.record.SensorBatch;

/** Why a batch does not fit its stream's session: the rule and the value, in a line. */
final class Refusals {
    private Refusals() {}

    static String smallerSession(StreamState s, SensorBatch batch) {
        return "its session must not be below "
                + Long.toUnsignedString(s.session)
                + ", the stream's last one (got "
                + Long.toUnsignedString(batch.session())
                + ")";
    }

    /** What speaks against a batch of the session at hand, null if nothing does. */
    static String of(StreamState s, SensorBatch batch) {
        if (batch.origin().partition() != s.partition) {
            return "a stream must stay in one partition for a session: "
                    + s.partition
                    + " (got "
                    + batch.origin().partition()
                    + ")";
        }
        if (s.live == null) {
            return "session "
                    + Long.toUnsignedString(s.session)
                    + " has ended (got sequence "
                    + batch.sequence()
                    + ")";
        }
        return TimeRange.refusal(batch);
    }
}
