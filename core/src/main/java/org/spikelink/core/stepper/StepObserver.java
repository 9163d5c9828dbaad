package org.spikelink.core.stepper;

import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.network.Network;
import org.spikelink.core.readout.Readout;
import org.spikelink.core.readout.WindowState;
import org.spikelink.core.record.SensorBatch;

/** Observes the network right after each step, and why a stream is reset; for outputs beyond spikes and classes. */
@FunctionalInterface
public interface StepObserver {
    StepObserver NONE =
            new StepObserver() {
                @Override
                public void stepped(Network network, int b) {}

                @Override
                public boolean readsSpikes() {
                    return false;
                }
            };

    /** Stream {@code b} of the group that {@code network} has just stepped; nothing may be changed or kept. */
    void stepped(Network network, int b);

    /** Whether {@link #stepped} reads the spikes of layers; steps are faster if not. */
    default boolean readsSpikes() {
        return true;
    }

    /** The windows of the stream that was stepped last, before those that this step decides are put out. */
    default void scored(Readout readout, WindowState windows) {}

    /** A sensor's clock was set back, as {@code batch} shows: its stream is reset. */
    default void clockReset(SensorBatch batch) {}

    /** A stream was silent for so long before {@code batch} that it is reset. */
    default void gap(SensorBatch batch) {}

    /** A shadow of a stream cannot go on, for the reason given. */
    default void shadowLost(String stream, String sha256, String why) {}

    /** A stream goes on with another model; {@code step} is the first one that it makes. */
    default void modelChanged(
            SensorBatch batch, long step, ModelDocument before, ModelDocument after) {}
}
