package org.spikelink.core.stepper;

import java.util.List;

/**
 * The models that a {@link StreamStepper}'s streams may have, and which one each has. Called on the stepper's thread. A
 * model is named by the sha256 of its file.
 */
public interface StreamModels {

    /**
     * The model with which a session begins.
     *
     * @param inputMs the latest Kafka timestamp of the stream's records up to the one that opens the session, ms
     * @param before the model of the session before, null if there was none
     * @return the sha256 of a model
     */
    String atStart(String stream, long session, long inputMs, String before);

    /**
     * The model for a decision window and those after it.
     *
     * @param step number in the session of the window's first step
     * @param inputMs the latest Kafka timestamp of the stream's records up to the one that closes that step's bin, ms
     * @param current the model that the stream has; null if it is not there any more
     * @return the sha256 of a model; {@code current} to stay with it
     */
    String atWindow(String stream, long session, long step, long inputMs, String current);

    /**
     * The models that run beside the active one, from a decision window of the active one on. Those that the stepper does not
     * hold, that are active, or that cut or encode bins in another way, are left out.
     *
     * @param step number in the session of the window's first step
     * @param inputMs as in {@link #atWindow}
     * @return the sha256 of each
     */
    default List<String> shadows(String stream, long session, long step, long inputMs) {
        return List.of();
    }

    /**
     * A model that the stepper does not hold; may take its time.
     *
     * @return null if there is no such model any more: streams that have it start anew with another one
     * @throws org.spikelink.core.error.SpikelinkException if there is one, but it cannot be loaded
     */
    ReadyModel load(String sha256);

    /**
     * A model that a shadow has and the stepper does not hold.
     *
     * @return null if there is no such model any more
     * @throws org.spikelink.core.error.SpikelinkException if it cannot be loaded soon: the shadow ends
     */
    default ReadyModel loadShadow(String sha256) {
        return load(sha256);
    }

    /** The sha256 of which these are the first 64 bits, for states that do not hold it all; null if it is not known. */
    String sha256(long fingerprint);
}
