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
 */
public record Shadow(String sha256, long fromMs, long untilMs, StreamSelector streams)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No end. */
    public static final long OPEN = Long.MAX_VALUE;

    /** Throws {@link ScheduleException} if the sha256 is none, or the end is before the start. */
    public Shadow {
        ModelVersion.checkSha256("shadows sha256", sha256);
        require(
                fromMs <= untilMs,
                "shadows until_ms must not be before from_ms %d (got %d)",
                fromMs,
                untilMs);
    }

    boolean applies(String stream, long inputMs) {
        return fromMs <= inputMs && inputMs < untilMs && streams.selects(stream);
    }

    /** This rule, ended at a time. */
    public Shadow endedAt(long ms) {
        return new Shadow(sha256, fromMs, Math.max(fromMs, Math.min(untilMs, ms)), streams);
    }
}
