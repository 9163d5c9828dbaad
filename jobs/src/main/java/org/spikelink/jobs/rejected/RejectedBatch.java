package org.spikelink.jobs.rejected;

import java.util.Optional;
import org.spikelink.connectors.kafka.wire.SensorBatch;

/**
 * A rejected record that holds a batch, or does since somebody has edited it.
 *
 * @param record as it was rejected
 * @param batch what it holds
 * @param value the same as bytes
 */
record RejectedBatch(RejectedRecord record, SensorBatch batch, byte[] value) {

    /** A record that holds a batch as it is; none where it does not. */
    static Optional<RejectedBatch> of(RejectedRecord record) {
        return record.batch().map(batch -> new RejectedBatch(record, batch, record.value()));
    }

    /** Whether the job has counted the sequence number that it has. */
    boolean wasCounted() {
        return record.wasCounted()
                && record.batch().filter(counted -> isOfSessionOf(counted)).isPresent();
    }

    private boolean isOfSessionOf(SensorBatch other) {
        return batch.getSession() == other.getSession()
                && batch.getStream().equals(other.getStream());
    }
}
