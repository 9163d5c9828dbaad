package org.spikelink.core.stepper;

import org.spikelink.core.network.Network;

/** Sees the network right after each step; for those who want more than spikes and classes. */
@FunctionalInterface
public interface StepObserver {
    StepObserver NONE = (network, b) -> {};

    /** Stream {@code b} of the group that {@code network} has just stepped; nothing may be changed or kept. */
    void stepped(Network network, int b);
}
