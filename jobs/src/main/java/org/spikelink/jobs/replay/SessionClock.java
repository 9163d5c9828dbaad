package org.spikelink.jobs.replay;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Gives sessions their numbers: wall-clock µs since the epoch, each larger than the one before it. */
final class SessionClock {
    private long last;

    long next() {
        last = Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        return last;
    }
}
