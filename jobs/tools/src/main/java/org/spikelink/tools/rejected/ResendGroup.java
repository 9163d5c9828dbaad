package org.spikelink.tools.rejected;

import java.util.Comparator;
import java.util.List;

/**
 * The rejected batches of one session of one stream. They are resent together.
 *
 * @param topic to send to
 * @param stream named in the batches
 * @param session named in the batches
 * @param batches by sequence number; of several with the same number, the one rejected first
 * @param repeats further records with these sequence numbers, which need not be resent
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

    /** Whether the job has counted any of them. */
    boolean wasCounted() {
        return batches.stream().anyMatch(RejectedBatch::wasCounted)
                || repeats.stream().anyMatch(RejectedBatch::wasCounted);
    }
}
