package org.spikelink.core.schedule;

import static org.spikelink.core.schedule.ScheduleException.require;

/** Why a {@link RollbackRule} took a version back, as a schedule keeps it for people. */
final class Reason {
    /** A command made the change. */
    static final String NONE = "";

    private static final int MOST_CHARS = 500;

    private Reason() {}

    static void check(String key, String reason) {
        require(
                reason.length() <= MOST_CHARS,
                "%s must have at most %d characters (got %d)",
                key,
                MOST_CHARS,
                reason.length());
    }
}
