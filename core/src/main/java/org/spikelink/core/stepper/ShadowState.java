package org.spikelink.core.stepper;

import org.spikelink.core.network.NetworkState;
import org.spikelink.core.readout.WindowState;

/**
 * What is kept of a shadow of one stream between two batches; the stream's numbers, bin and filters are its own as well.
 */
final class ShadowState {
    /** The shadow's file. */
    final String sha256;

    /** Number in the session of its first step. */
    final long firstStep;

    final NetworkState network;
    WindowState windows;
    WindowPairs pairs;

    ShadowState(
            String sha256,
            long firstStep,
            NetworkState network,
            WindowState windows,
            WindowPairs pairs) {
        this.sha256 = sha256;
        this.firstStep = firstStep;
        this.network = network;
        this.windows = windows;
        this.pairs = pairs;
    }

    /** A copy that shares nothing. */
    ShadowState copy() {
        return new ShadowState(sha256, firstStep, network.copy(), windows.copy(), pairs.copy());
    }
}
