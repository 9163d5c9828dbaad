package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Reports that a broker has gone, and that it is back: one line each. Outages are reported at most once a minute. */
final class PresenceReport {
    private static final long PAUSE_NS = Duration.ofMinutes(1).toNanos();

    private final String bootstrapServers;
    private final Consumer<String> notice;
    private final LongSupplier nanoClock;
    private long nextNs;
    private boolean away;
    private Duration longest = Duration.ZERO;

    PresenceReport(String bootstrapServers, Consumer<String> notice, LongSupplier nanoClock) {
        this.bootstrapServers = bootstrapServers;
        this.notice = notice;
        this.nanoClock = nanoClock;
        this.nextNs = nanoClock.getAsLong();
    }

    /**
     * Reports what has changed since the last call.
     *
     * @param missing how long the broker has not answered
     */
    void update(Duration missing) {
        if (missing.compareTo(BrokerPresence.NOTABLE) < 0) {
            returned();
            return;
        }
        longest = missing;
        if (!away && nanoClock.getAsLong() - nextNs >= 0) {
            away = true;
            nextNs = nanoClock.getAsLong() + PAUSE_NS;
            notice.accept(
                    "the Kafka broker at %s has not answered for %d s; waiting for it"
                            .formatted(bootstrapServers, missing.toSeconds()));
        }
    }

    private void returned() {
        if (away) {
            away = false;
            notice.accept(
                    "the Kafka broker at %s answers again, after %d s"
                            .formatted(bootstrapServers, longest.toSeconds()));
        }
    }
}
