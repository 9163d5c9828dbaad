package org.spikelink.core.schedule;

import static org.spikelink.core.schedule.ScheduleException.require;

import java.io.Serializable;

/**
 * A rule: a version also steps the selected streams, beside the one that is active. Its outputs go to a topic of their
 * own.
 *
 * @param sha256 of the version
 * @param fromMs Kafka time from which it runs, ms since 1970
 * @param untilMs Kafka time from which it no longer runs; {@link #OPEN} for ever
 * @param streams the streams
 * @param reason why a {@link RollbackRule} ended it, for people; empty if none did
 */
public record Shadow(
        String sha256, long fromMs, long untilMs, StreamSelector streams, String reason)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No end. */
    public static final long OPEN = Long.MAX_VALUE;

    /** Throws {@link ScheduleException} if the sha256 is none, the end is before the start, or the reason is too long. */
    public Shadow {
        ModelVersion.checkSha256("shadows sha256", sha256);
        require(
                fromMs <= untilMs,
                "shadows until_ms must not be before from_ms %d (got %d)",
                fromMs,
                untilMs);
        Reason.check("shadows reason", reason);
    }

    /** A shadow that no rule has ended. */
    public Shadow(String sha256, long fromMs, long untilMs, StreamSelector streams) {
        this(sha256, fromMs, untilMs, streams, Reason.NONE);
    }

    boolean applies(String stream, long inputMs) {
        return fromMs <= inputMs && inputMs < untilMs && streams.selects(stream);
    }

    /** This rule, ended at a time. */
    public Shadow endedAt(long ms) {
        return new Shadow(sha256, fromMs, Math.max(fromMs, Math.min(untilMs, ms)), streams, reason);
    }

    /** This rule with the reason why it has ended. */
    Shadow because(String why) {
        return new Shadow(sha256, fromMs, untilMs, streams, why);
    }
}
