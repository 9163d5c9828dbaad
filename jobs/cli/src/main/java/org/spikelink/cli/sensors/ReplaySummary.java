package org.spikelink.cli.sensors;

import java.time.Duration;
import java.util.Locale;
import org.spikelink.sensors.play.ReplayResult;

/** A one-line summary of what was sent. */
final class ReplaySummary {
    private static final Duration NOTABLY_LATE = Duration.ofMillis(500);

    private ReplaySummary() {}

    /** {@code sessions} is the word for a sensor's sessions: recordings or gestures. */
    static String of(ReplayResult result, String sessions) {
        String late =
                result.latestBy().compareTo(NOTABLY_LATE) < 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; up to %.1f s behind sensor time",
                                result.latestBy().toMillis() / 1e3);
        return String.format(
                Locale.ROOT,
                "%d %s, %d batches, %d events in %.1f s, %.0f events/s%s",
                result.recordings(),
                sessions,
                result.batches(),
                result.events(),
                result.seconds(),
                result.eventsPerSecond(),
                late);
    }
}
