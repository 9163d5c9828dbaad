package org.spikelink.core.stepper;

import java.util.List;
import org.spikelink.core.bins.BinState;
import org.spikelink.core.filter.FilterState;
import org.spikelink.core.health.HealthState;
import org.spikelink.core.network.NetworkState;
import org.spikelink.core.readout.WindowState;

/**
 * Everything that is kept of one stream between two batches. Owned by its key and advanced in place by {@link
 * StreamStepper}. After the end of a session, and after a long silence, only its numbers remain: they make sure that
 * (stream, session, step) names one step.
 */
public final class StreamState {
    static final long NO_SEQUENCE = -1;

    /** In place of a model's fingerprint: the session runs, but its network was freed. */
    private static final long ASLEEP = 0;

    long session;
    long lastSequence = NO_SEQUENCE;
    long lastTimestampMs;
    long lastActiveMs;
    long step;
    int partition;
    long model;

    /** The model's file, of which {@link #model} is the beginning; null if the stepper has one model only. */
    String sha256;

    /** Number of the step at which the session took up its model. */
    long modelStep;

    /** Events that the sender says it has dropped since the session began. */
    long shedEvents;

    /** The network's part, null once the session has ended or was silent for long. */
    Live live;

    /** The models that step the stream beside its own, while the network's part is there. */
    List<ShadowState> shadows = List.of();

    /** How the sensor does; null if it is not measured or a session has not begun. Not in StreamStateFormat. */
    HealthState health;

    StreamState(long session, long timestampMs) {
        this.session = session;
        this.lastTimestampMs = timestampMs;
        this.lastActiveMs = timestampMs;
    }

    /** The state of a running session besides its numbers. */
    static final class Live {
        final NetworkState network;
        final BinState bin;
        final WindowState windows;
        FilterState filters = FilterState.FRESH; // not in StreamStateFormat: it may be large

        Live(NetworkState network, BinState bin, WindowState windows) {
            this.network = network;
            this.bin = bin;
            this.windows = windows;
        }

        Live copy() {
            Live copy = new Live(network.copy(), bin.copy(), windows.copy());
            copy.filters = filters;
            return copy;
        }
    }

    /** A copy that shares nothing. */
    public StreamState copy() {
        StreamState copy = new StreamState(session, lastTimestampMs);
        copy.lastActiveMs = lastActiveMs;
        copy.lastSequence = lastSequence;
        copy.step = step;
        copy.partition = partition;
        copy.model = model;
        copy.sha256 = sha256;
        copy.modelStep = modelStep;
        copy.shedEvents = shedEvents;
        copy.live = live == null ? null : live.copy();
        copy.shadows = shadows.stream().map(ShadowState::copy).toList();
        copy.health = health == null ? null : health.copy();
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
     * When the stream was last active, event time in ms: its latest timestamp or, if its records arrive late, the
     * time of arrival. It alone decides when the state is deleted.
     */
    public long lastActiveMs() {
        return lastActiveMs;
    }

    /** Notes that the stream was seen at event time {@code nowMs}. */
    public void seen(long nowMs) {
        lastActiveMs = Math.max(lastActiveMs, Math.max(lastTimestampMs, nowMs));
    }

    /** Number of the next step in the session. */
    public long step() {
        return step;
    }

    /** The partition that the session came from. */
    public int partition() {
        return partition;
    }

    /** Fingerprint of the model that the network's state belongs to. */
    public long model() {
        return model;
    }

    /**
     * The sha256 of the file of the model that steps the stream, or did before it ended or fell asleep; null if streams do
     * not change their model.
     */
    public String modelSha256() {
        return sha256;
    }

    /** Number of the step at which the session took up its model, 0 if it began with it. */
    public long modelStep() {
        return modelStep;
    }

    /** The sha256 of the file of each model that steps the stream beside its own. */
    public List<String> shadows() {
        return shadows.stream().map(shadow -> shadow.sha256).toList();
    }

    /** Whether the session has ended, so that neither network nor windows are kept. */
    public boolean ended() {
        return live == null && model != ASLEEP;
    }

    /** Whether the session runs, but network and windows were freed and start again with its next batch. */
    public boolean asleep() {
        return live == null && model == ASLEEP;
    }

    /** Frees network and windows of a stream that was silent for so long that they will be reset anyway. */
    public void sleep() {
        if (live != null) {
            live = null;
            shadows = List.of();
            model = ASLEEP;
        }
    }

    /** Whether there is nothing to free. */
    public boolean isOnlyNumbers() {
        return live == null;
    }

    /** Names of the state variables that the network's neurons keep, such as syn and mem; none once ended or asleep. */
    public List<String> variables() {
        return live == null ? List.of() : live.network.variables();
    }

    /**
     * What the filters of the model's input remember, which {@link StreamStateFormat} does not write; null once ended
     * or asleep.
     */
    public FilterState filters() {
        return live == null ? null : live.filters;
    }

    /** Takes up what was stored of {@link #filters}; null for nothing. Ignored once ended or asleep. */
    public void restoreFilters(FilterState stored) {
        if (live != null) {
            live.filters = stored == null ? FilterState.FRESH : stored;
        }
    }

    /**
     * Hands over what is known of the sensor's health, which {@link StreamStateFormat} does not write; null if there is
     * nothing to keep.
     */
    public HealthState takeHealth() {
        HealthState taken = health;
        health = null;
        return taken;
    }

    /** Takes up what {@link #takeHealth} handed over; null for nothing. */
    public void restoreHealth(HealthState stored) {
        health = stored;
    }

    /**
     * A state variable of all layers that keep it, one layer after the other; live. Empty once ended or if no layer
     * keeps it.
     */
    public float[] values(String variable) {
        return live == null ? new float[0] : live.network.values(variable);
    }
}
