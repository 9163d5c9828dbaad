package org.spikelink.connectors.recordings.events;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a decoder skips, by kind. */
public final class Skipped {
    private final Map<String, Long> counts = new TreeMap<>();

    /** Counts more of a kind. */
    public void add(String kind, long count) {
        if (count > 0) {
            counts.merge(kind, count, Long::sum);
        }
    }

    /** The counts so far, those above 0, by the name of the kind. */
    public Map<String, Long> byKind() {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }
}
