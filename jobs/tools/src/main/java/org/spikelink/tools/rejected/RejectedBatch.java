package org.spikelink.tools.rejected;

import java.util.Optional;
import org.spikelink.connectors.kafka.wire.SensorBatch;

/**
 * A rejected record whose value is a batch, possibly edited.
 *
 * @param record the record as it was rejected
 * @param batch the batch to send
 * @param value the batch's bytes
 */
record RejectedBatch(RejectedRecord record, SensorBatch batch, byte[] value) {

    /** The batch that a record contains, if its value is one. */
    static Optional<RejectedBatch> of(RejectedRecord record) {
        return record.batch().map(batch -> new RejectedBatch(record, batch, record.value()));
    }

    /** Whether the job has counted its sequence number. */
    boolean wasCounted() {
        return record.wasCounted()
                && record.batch().filter(counted -> isOfSessionOf(counted)).isPresent();
    }

    private boolean isOfSessionOf(SensorBatch other) {
        return batch.getSession() == other.getSession()
                && batch.getStream().equals(other.getStream());
    }
}
