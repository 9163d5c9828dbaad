package org.spikelink.sensors.send;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Numbers sessions by wall-clock µs since the epoch. Each number is larger than the one before. */
public final class SessionClock {
    private long last;

    /** The next number. */
    public long next() {
        last = Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        return last;
    }
}
