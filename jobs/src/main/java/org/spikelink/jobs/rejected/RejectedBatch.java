package org.spikelink.jobs.rejected;

import org.spikelink.connectors.kafka.wire.SensorBatch;

/**
 * A rejected record that holds a batch.
 *
 * @param record as it was rejected
 * @param batch what it holds
 */
record RejectedBatch(RejectedRecord record, SensorBatch batch) {}
