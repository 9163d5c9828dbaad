package org.spikelink.core.record;

/** What leaves the job; each kind has its own topic. */
public sealed interface Outgoing
        permits SpikeBatch, Classification, ShadowClass, Rejected, SensorHealth {

    /** The sensor it belongs to and the key of the Kafka record; may be empty for a rejected record. */
    String stream();
}
