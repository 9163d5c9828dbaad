package org.spikelink.jobs.watch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.spikelink.jobs.broker.BrokerWatch;

/** Asks for the broker in a thread of its own, for that may take seconds, which a consumer's poll does not tell. */
final class BrokerPresence implements AutoCloseable {
    /** A broker is asked every other second and has 5 s to answer: only more than that is worth telling. */
    static final Duration NOTABLE = Duration.ofSeconds(3);

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

    BrokerPresence(BrokerWatch broker) {
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

    Duration missingFor() {
        return Duration.ofNanos(System.nanoTime() - lastSeenNs);
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
