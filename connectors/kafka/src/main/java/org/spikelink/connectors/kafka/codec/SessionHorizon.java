package org.spikelink.connectors.kafka.codec;

import java.io.Serializable;
import java.time.Duration;
import org.spikelink.core.record.Origin;

/**
 * How far a session's number may lie ahead of the Kafka time of its record, where sessions are wall-clock
 * microseconds. A session closes all smaller ones of its stream, so that one record with a huge session would silence
 * a sensor until the stream's ttl.
 *
 * @param ahead the largest distance, at least 0; 0 accepts every session, for sessions that are not wall-clock times
 */
public record SessionHorizon(Duration ahead) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final long US_PER_MS = 1_000;

    /** Accepts every session. */
    public static final SessionHorizon OFF = new SessionHorizon(Duration.ZERO);

    /** A day: accepts clocks that differ by a time zone, but not sessions in nanoseconds. */
    public static final SessionHorizon DEFAULT = new SessionHorizon(Duration.ofDays(1));

    /** Throws {@link IllegalArgumentException} for a distance out of range. */
    public SessionHorizon {
        if (ahead.isNegative() || ahead.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "session-horizon must be 0 to 100 years (got " + ahead + ")");
        }
    }

    /** Throws if the session lies beyond the horizon; a record without a Kafka timestamp passes. */
    void check(long session, Origin origin) throws MalformedRecordException {
        if (ahead.isZero() || origin.timestampMs() < 0) {
            return;
        }
        long latestUs = (origin.timestampMs() + ahead.toMillis()) * US_PER_MS;
        if (Long.compareUnsigned(session, latestUs) > 0) {
            throw new MalformedRecordException(
                    "session must be at most %d µs, %d s after the record's Kafka time (got %s); --session-horizon sets the distance"
                            .formatted(
                                    latestUs, ahead.toSeconds(), Long.toUnsignedString(session)));
        }
    }
}
