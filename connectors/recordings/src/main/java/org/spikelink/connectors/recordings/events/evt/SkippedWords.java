package org.spikelink.connectors.recordings.events.evt;

import java.util.Map;
import java.util.TreeMap;

/** Counts the words that the decoders of this package skip, under the names used in reports. */
final class SkippedWords {
    long triggers;
    long others;
    long untimed;
    long invalid;

    Map<String, Long> byKind() {
        Map<String, Long> skipped = new TreeMap<>();
        put(skipped, "triggers", triggers);
        put(skipped, "other words", others);
        put(skipped, "invalid words", invalid);
        put(skipped, "words before the first time", untimed);
        return skipped;
    }

    private static void put(Map<String, Long> skipped, String kind, long count) {
        if (count > 0) {
            skipped.put(kind, count);
        }
    }
}
