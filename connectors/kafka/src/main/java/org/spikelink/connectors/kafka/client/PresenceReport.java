package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reports that a broker has gone, and that it is back: one line each. A broker that starts answers, falls silent and answers
 * again: it is back when it has answered for some seconds. Outages are reported at most once a minute.
 */
final class PresenceReport {
    private static final long PAUSE_NS = Duration.ofMinutes(1).toNanos();

    /** Longer than a silence that is not an outage yet. */
    private static final long STEADY_NS = 2 * BrokerPresence.NOTABLE.toNanos();

    private final String bootstrapServers;
    private final Consumer<String> notice;
    private final LongSupplier nanoClock;
    private long nextNs;
    private boolean away;
    private long awaySinceNs;
    private boolean silent;
    private long answersSinceNs;

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
        long nowNs = nanoClock.getAsLong();
        if (missing.compareTo(BrokerPresence.NOTABLE) < 0) {
            answered(nowNs - missing.toNanos());
            return;
        }
        silent = true;
        if (!away && nowNs - nextNs >= 0) {
            away = true;
            awaySinceNs = nowNs - missing.toNanos();
            nextNs = nowNs + PAUSE_NS;
            notice.accept(
                    "the Kafka broker at %s has not answered for %d s; waiting for it"
                            .formatted(bootstrapServers, missing.toSeconds()));
        }
    }

    /** The last answer was at {@code answerNs}. */
    private void answered(long answerNs) {
        if (silent) {
            silent = false;
            answersSinceNs = answerNs;
        }
        if (away && answerNs - answersSinceNs >= STEADY_NS) {
            away = false;
            notice.accept(
                    "the Kafka broker at %s answers again, after %d s"
                            .formatted(
                                    bootstrapServers,
                                    Duration.ofNanos(answersSinceNs - awaySinceNs).toSeconds()));
        }
    }
}
