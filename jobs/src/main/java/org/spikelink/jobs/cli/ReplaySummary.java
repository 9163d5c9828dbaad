package org.spikelink.jobs.cli;

import java.time.Duration;
import java.util.Locale;
import org.spikelink.jobs.replay.ReplayResult;

/** What was sent, in a line. */
final class ReplaySummary {
    private static final Duration NOTABLY_LATE = Duration.ofMillis(500);

    private ReplaySummary() {}

    /** {@code takes} is what the sensors' sessions are called: recordings, gestures. */
    static String of(ReplayResult result, String takes) {
        String late =
                result.latestBy().compareTo(NOTABLY_LATE) < 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; up to %.1f s behind the sensors' clocks",
                                result.latestBy().toMillis() / 1e3);
        return String.format(
                Locale.ROOT,
                "%d %s, %d batches, %d events in %.1f s, %.0f events/s%s",
                result.recordings(),
                takes,
                result.batches(),
                result.events(),
                result.seconds(),
                result.eventsPerSecond(),
                late);
    }
}
