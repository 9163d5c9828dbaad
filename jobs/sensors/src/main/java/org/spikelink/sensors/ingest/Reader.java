package org.spikelink.sensors.ingest;

/** Fills slots until its source ends, fails or is closed. Runs on a thread of its own. */
interface Reader extends Runnable {
    /** The local port, 0 if it has none; waits until it is known. */
    int port() throws InterruptedException;

    /** Datagrams of other senders so far. */
    default long foreign() {
        return 0;
    }

    /** Datagrams lost after those of the last slot; call it when {@link #run} has ended. */
    default long lostSinceLastSlot() {
        return 0;
    }

    /** Ends {@link #run} soon. */
    void stop();
}
