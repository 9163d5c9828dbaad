package org.spikelink.operators;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The streams that have a state in this task, the least recently active one first, and when their timers are due. */
final class LiveStreams {
    private final int most;
    private final Map<String, Long> dueMs = new LinkedHashMap<>();

    /** A list with a limit; if it is {@link Integer#MAX_VALUE} nothing is remembered. */
    LiveStreams(int most) {
        this.most = most;
    }

    /** A stream and its timer. */
    record Stream(String name, long dueMs) {}

    boolean isLimited() {
        return most < Integer.MAX_VALUE;
    }

    int limit() {
        return most;
    }

    int size() {
        return dueMs.size();
    }

    /** A new stream, whose timer is due then. */
    void added(String name, long due) {
        if (isLimited()) {
            dueMs.remove(name);
            dueMs.put(name, due);
        }
    }

    /** A stream sent a batch. */
    void active(String name) {
        if (isLimited()) {
            Long due = dueMs.remove(name);
            if (due != null) {
                dueMs.put(name, due);
            }
        }
    }

    /** A stream's timer was set again; the stream does not count as active by that. */
    void timerSet(String name, long due) {
        if (isLimited()) {
            dueMs.replace(name, due);
        }
    }

    void removed(String name) {
        dueMs.remove(name);
    }

    /**
     * Removes the least recently active stream if there are too many; null if not, or if all are in use.
     *
     * @param isInUse of streams that must stay; they count as active
     */
    Stream takeSurplus(Predicate<String> isInUse) {
        if (dueMs.size() <= most) {
            return null;
        }
        for (int n = dueMs.size(); n > 0; n--) {
            Map.Entry<String, Long> first = dueMs.entrySet().iterator().next();
            Stream stream = new Stream(first.getKey(), first.getValue());
            dueMs.remove(stream.name());
            if (!isInUse.test(stream.name())) {
                return stream;
            }
            dueMs.put(stream.name(), stream.dueMs());
        }
        return null;
    }
}
