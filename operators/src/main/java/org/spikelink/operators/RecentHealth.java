package org.spikelink.operators;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.spikelink.core.health.HealthState;

/**
 * The health of the streams that were measured last. Where the state backend stores bytes it is kept as objects, and stored
 * when a snapshot is taken or when other streams need its place: writing it for each bundle would cost more than measuring.
 */
final class RecentHealth {
    /** Streams, of at most 6 kB each. */
    static final int MOST = 2_048;

    private final KeyedStateBackend<String> keys;
    private final ValueState<HealthState> stored;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;

    /** Keeps health in {@code stored}, a value of the state backend of {@code keys}. */
    RecentHealth(KeyedStateBackend<String> keys, ValueState<HealthState> stored) {
        this(keys, stored, keys instanceof HeapKeyedStateBackend ? 0 : MOST);
    }

    /**
     * Keeps health in {@code stored}.
     *
     * @param most streams whose health is kept here as well, 0 if the backend stores objects anyway
     */
    RecentHealth(KeyedStateBackend<String> keys, ValueState<HealthState> stored, int most) {
        this.keys = keys;
        this.stored = stored;
        this.most = most;
    }

    private static final class Entry {
        private HealthState health;
        private boolean isStored;
    }

    /** That of the current stream, null if nothing is known. */
    HealthState get() throws IOException {
        Entry entry = entries.get(keys.getCurrentKey());
        return entry == null ? stored.value() : entry.health;
    }

    /** Replaces that of the current stream. */
    void put(HealthState health) throws IOException {
        if (most == 0) {
            stored.update(health);
            return;
        }
        Entry entry = entries.computeIfAbsent(keys.getCurrentKey(), stream -> new Entry());
        entry.health = health;
        entry.isStored = false;
        if (entries.size() > most) {
            Map.Entry<String, Entry> eldest = entries.entrySet().iterator().next();
            entries.remove(eldest.getKey());
            String current = keys.getCurrentKey();
            store(eldest.getKey(), eldest.getValue());
            keys.setCurrentKey(current);
        }
    }

    /** Forgets that of the current stream. */
    void clear() {
        entries.remove(keys.getCurrentKey());
        stored.clear();
    }

    /** Stores what has changed since the last time; leaves any key as the current one. */
    void store() throws IOException {
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            store(entry.getKey(), entry.getValue());
        }
    }

    private void store(String stream, Entry entry) throws IOException {
        if (!entry.isStored) {
            keys.setCurrentKey(stream);
            stored.update(entry.health);
            entry.isStored = true;
        }
    }
}
