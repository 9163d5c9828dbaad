package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches in the background whether the broker answers, and notifies the user once when it does not and once when it does
 * again. Asking may take seconds, and neither a consumer's poll nor a producer's send reports it.
 */
public final class BrokerPresence implements AutoCloseable {
    /** Shorter outages are not shown. */
    public static final Duration NOTABLE = Duration.ofSeconds(3);

    private static final long ASK_EVERY_MS = 1000;
    private static final long LOOK_EVERY_MS = 250;

    private final BrokerWatch broker;
    private final PresenceReport report;
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(
                    2,
                    task -> {
                        Thread thread = new Thread(task, "broker presence");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * Begins to ask.
     *
     * @param broker used by this object alone from now on, and closed with it
     * @param notice receives one line for the user when the broker has gone or is back; called by another thread
     */
    public BrokerPresence(BrokerWatch broker, Consumer<String> notice) {
        this.broker = broker;
        this.report = new PresenceReport(broker.bootstrapServers(), notice, System::nanoTime);
        var unusedAsk =
                threads.scheduleWithFixedDelay(this::ask, 0, ASK_EVERY_MS, TimeUnit.MILLISECONDS);
        var unusedLook =
                threads.scheduleWithFixedDelay(
                        () -> report.update(missingFor()),
                        LOOK_EVERY_MS,
                        LOOK_EVERY_MS,
                        TimeUnit.MILLISECONDS);
    }

    private void ask() {
        try {
            var unused = broker.isThere();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long the broker has not answered. */
    public Duration missingFor() {
        return broker.missingFor();
    }

    /** Whether the broker has not answered for so long that users should know. */
    public boolean isAway() {
        return missingFor().compareTo(NOTABLE) >= 0;
    }

    /**
     * Fails if the broker has been away for too long.
     *
     * @param giveUpAfter longest time without an answer
     * @throws BrokerException naming the broker and the time
     */
    public void check(Duration giveUpAfter) {
        Duration missing = missingFor();
        if (missing.compareTo(giveUpAfter) >= 0) {
            throw BrokerException.silent(broker.bootstrapServers(), missing);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        broker.close();
    }
}
