package org.spikelink.core.record;

/** What one Kafka record turns into when it is read: a batch to step, or a rejection to report. */
public sealed interface Incoming permits SensorBatch, Rejected {

    /** The sensor it belongs to; may be empty for a rejected record. */
    String stream();
}
