package org.spikelink.core.stepper;

import org.spikelink.core.network.Network;
import org.spikelink.core.record.SensorBatch;

/** Sees the network right after each step, and what made a stream start anew; for those who want more than spikes and
 * classes. */
@FunctionalInterface
public interface StepObserver {
    StepObserver NONE = (network, b) -> {};

    /** Stream {@code b} of the group that {@code network} has just stepped; nothing may be changed or kept. */
    void stepped(Network network, int b);

    /** A sensor's clock was set back, as {@code batch} tells: its stream starts anew. */
    default void clockReset(SensorBatch batch) {}

    /** A stream was silent for so long before {@code batch} that it starts anew. */
    default void gap(SensorBatch batch) {}
}
