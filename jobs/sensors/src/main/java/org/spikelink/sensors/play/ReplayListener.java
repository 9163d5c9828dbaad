package org.spikelink.sensors.play;

import org.spikelink.core.record.SensorBatch;

/** Follows the progress of a replay. Called by the replaying thread; must return quickly. */
public interface ReplayListener {
    /** Ignores everything. */
    ReplayListener NONE = new ReplayListener() {};

    /** The replay waits, for a broker for example; the notice is one line for the user. May be called by any thread. */
    default void waiting(String notice) {}

    /** A batch was handed to Kafka's producer; its acknowledgement comes later. */
    default void sent(SensorBatch batch) {}

    /** A session of this stream was played to its end. */
    default void ended(String stream) {}
}
