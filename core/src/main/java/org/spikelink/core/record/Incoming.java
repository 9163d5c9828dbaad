package org.spikelink.core.record;

/** One Kafka record after decoding: a batch to step, or a rejected record to report. */
public sealed interface Incoming permits SensorBatch, Rejected {

    /** The sensor it belongs to; may be empty for a rejected record. */
    String stream();
}
