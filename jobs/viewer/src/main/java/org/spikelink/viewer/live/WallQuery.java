package org.spikelink.viewer.live;

import java.util.Comparator;

/**
 * The streams that a browser wants to see.
 *
 * @param search part of their names, in any case
 * @param label their latest class; empty for all
 * @param sort their order
 * @param limit how many at most, 0 to {@value #MOST}
 */
public record WallQuery(String search, String label, Sort sort, int limit) {
    public static final int MOST = 200;

    /** Everything, by name. */
    public static final WallQuery ALL = new WallQuery("", "", Sort.NAME, MOST);

    public WallQuery {
        limit = Math.max(0, Math.min(limit, MOST));
    }

    /** The same query without rows: the totals alone. */
    public WallQuery without() {
        return new WallQuery(search, label, sort, 0);
    }

    /** Orders of the wall. */
    public enum Sort {
        /** Ascending. */
        NAME,
        /** Events or samples per second, the most first. */
        RATE,
        /** The latest class, then the name. */
        CLASS,
        /** What went wrong, the most first. */
        TROUBLE;

        Comparator<ViewedStream> order(long nowMs) {
            Comparator<ViewedStream> byName = Comparator.comparing(stream -> stream.name);
            return switch (this) {
                case NAME -> byName;
                case RATE ->
                        Comparator.comparingDouble(
                                        (ViewedStream stream) -> -stream.events.perSecond(nowMs))
                                .thenComparing(byName);
                case CLASS -> Comparator.comparing(LiveHub::label).thenComparing(byName);
                case TROUBLE ->
                        Comparator.comparingLong((ViewedStream stream) -> -stream.troubleCount())
                                .thenComparing(byName);
            };
        }
    }
}
