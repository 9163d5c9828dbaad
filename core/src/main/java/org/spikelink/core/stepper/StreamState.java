package org.spikelink.core.stepper;

import org.spikelink.core.frame.BinState;
import org.spikelink.core.readout.WindowState;

/**
 * All that is remembered of one stream between two batches. Owned by its key and advanced in place by {@link
 * StreamStepper}. After the end of a session only the session and its last sequence remain.
 */
public final class StreamState {
    static final long NO_SEQUENCE = -1;

    long session;
    long lastSequence = NO_SEQUENCE;
    long lastTimestampMs;
    long heardMs;
    long step;
    int partition;
    long model;

    /** The network's part, null once the session has ended. */
    Live live;

    StreamState(long session, long timestampMs) {
        this.session = session;
        this.lastTimestampMs = timestampMs;
        this.heardMs = timestampMs;
    }

    /** What a running session needs besides its numbers. */
    static final class Live {
        final float[] syn;
        final float[] mem;
        final BinState bin;
        final WindowState windows;

        Live(float[] syn, float[] mem, BinState bin, WindowState windows) {
            this.syn = syn;
            this.mem = mem;
            this.bin = bin;
            this.windows = windows;
        }

        Live copy() {
            return new Live(syn.clone(), mem.clone(), bin.copy(), windows.copy());
        }
    }

    /** A copy that shares nothing. */
    public StreamState copy() {
        StreamState copy = new StreamState(session, lastTimestampMs);
        copy.heardMs = heardMs;
        copy.lastSequence = lastSequence;
        copy.step = step;
        copy.partition = partition;
        copy.model = model;
        copy.live = live == null ? null : live.copy();
        return copy;
    }

    public long session() {
        return session;
    }

    /** The last sequence number seen, -1 before the first. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The latest Kafka timestamp of the stream's records, ms. */
    public long lastTimestampMs() {
        return lastTimestampMs;
    }

    /**
     * When the stream was last heard of, in event time, ms: never before its latest timestamp, and for one whose records
     * come late, when they came. What is forgotten is decided by it, and nothing else.
     */
    public long heardMs() {
        return heardMs;
    }

    /** The stream has been heard of while event time stood at {@code nowMs}. */
    public void heard(long nowMs) {
        heardMs = Math.max(heardMs, Math.max(lastTimestampMs, nowMs));
    }

    /** Number of the next step in the session. */
    public long step() {
        return step;
    }

    /** The partition that the session came from. */
    public int partition() {
        return partition;
    }

    /** Fingerprint of the model that syn and mem belong to. */
    public long model() {
        return model;
    }

    /** Whether the session has ended, so that neither network nor windows are kept. */
    public boolean ended() {
        return live == null;
    }

    /** Synaptic currents of all layers, one after the other; live, empty once ended. */
    public float[] syn() {
        return live == null ? new float[0] : live.syn;
    }

    /** Membrane potentials of all layers, one after the other; live, empty once ended. */
    public float[] mem() {
        return live == null ? new float[0] : live.mem;
    }
}
