package org.spikelink.tools.watch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.spikelink.connectors.kafka.client.BrokerWatch;

/**
 * Checks in a separate thread whether the broker responds: that may take seconds, and a consumer's poll does not
 * report it.
 */
public final class BrokerPresence implements AutoCloseable {
    /** Shorter outages are not shown. */
    public static final Duration NOTABLE = Duration.ofSeconds(3);

    private static final long EVERY_MS = 1000;

    private final BrokerWatch broker;
    private final ScheduledExecutorService asking =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "broker presence");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile long lastSeenNs = System.nanoTime();

    /** Begins to check; the caller closes {@code broker} afterwards. */
    public BrokerPresence(BrokerWatch broker) {
        this.broker = broker;
        var unused = asking.scheduleWithFixedDelay(this::ask, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void ask() {
        try {
            if (broker.isThere()) {
                lastSeenNs = System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long the broker has not responded. */
    public Duration missingFor() {
        return Duration.ofNanos(System.nanoTime() - lastSeenNs);
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
