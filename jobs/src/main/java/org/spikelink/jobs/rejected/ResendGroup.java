package org.spikelink.jobs.rejected;

import java.util.Comparator;
import java.util.List;

/**
 * The rejected batches of one session of one stream, which go together.
 *
 * @param topic that they go to
 * @param stream as they call it
 * @param session as they call it
 * @param batches by sequence; of one sequence number the first that was rejected
 * @param repeats further records of these sequence numbers, which need not be resent
 */
record ResendGroup(
        String topic,
        String stream,
        long session,
        List<RejectedBatch> batches,
        List<RejectedBatch> repeats) {
    static final Comparator<ResendGroup> ORDER =
            Comparator.comparing(ResendGroup::topic)
                    .thenComparing(ResendGroup::stream)
                    .thenComparing(ResendGroup::session, Long::compareUnsigned);

    /** Whether the job has counted one of them. */
    boolean wasCounted() {
        return batches.stream().anyMatch(RejectedBatch::wasCounted)
                || repeats.stream().anyMatch(RejectedBatch::wasCounted);
    }
}
