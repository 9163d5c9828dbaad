package org.spikelink.sensors.ingest;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Waits before a connection is opened again: half a second, then twice as long each time, up to 10 s. */
final class Reconnect {
    static final long FIRST_MS = 500;
    private static final long MOST_MS = 10_000;
    private static final long TICK_MS = 20;

    private final String source;
    private final Consumer<String> notice;
    private final BooleanSupplier cancelled;
    private final long firstMs;
    private long waitMs;
    private long connections;
    private boolean lost;

    /**
     * Before the first connection.
     *
     * @param source name of the source in notices
     * @param cancelled ends every wait
     * @param firstMs the shortest wait
     */
    Reconnect(String source, Consumer<String> notice, BooleanSupplier cancelled, long firstMs) {
        this.source = source;
        this.notice = notice;
        this.cancelled = cancelled;
        this.firstMs = firstMs;
        this.waitMs = firstMs;
    }

    /** A connection is open: the next wait is short again. */
    void connected() {
        connections++;
        waitMs = firstMs;
        if (lost) {
            notice.accept("%s: connected again (%d reconnects so far)".formatted(source, count()));
        }
        lost = false;
    }

    /** Whether there was no connection yet. */
    boolean isFirst() {
        return connections == 0;
    }

    /** Connections after the first. */
    long count() {
        return Math.max(0, connections - 1);
    }

    /**
     * Waits until it is time for the next attempt. Says why, once for each lost connection.
     *
     * @return whether to try again; false if this was cancelled
     */
    boolean await(String reason) throws InterruptedException {
        if (!lost && !cancelled.getAsBoolean()) {
            notice.accept(
                    "%s: %s; connecting again until Ctrl-C (--no-reconnect ends instead)"
                            .formatted(source, reason));
        }
        lost = true;
        long dueNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        waitMs = Math.min(MOST_MS, 2 * waitMs);
        while (!cancelled.getAsBoolean() && System.nanoTime() < dueNs) {
            Thread.sleep(TICK_MS);
        }
        return !cancelled.getAsBoolean();
    }
}
