package org.spikelink.jobs.replay;

import org.spikelink.core.record.SensorBatch;

/** Is told how a replay goes on, in the thread that plays; must not take long. */
public interface ReplayListener {
    /** Listens to nothing. */
    ReplayListener NONE = new ReplayListener() {};

    /** A batch was handed to Kafka; its ack comes later. */
    default void sent(SensorBatch batch) {}

    /** A take of this stream was played to its end. */
    default void ended(String stream) {}
}
