package org.spikelink.tests.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Bounded waits for what other processes do. */
final class Wait {
    private static final long POLL_MS = 50;

    private Wait() {}

    /** Waits until {@code reached}; fails after {@code limit}, naming {@code what} was waited for. */
    static void until(String what, Duration limit, Callable<Boolean> reached) throws Exception {
        until(() -> what, limit, reached);
    }

    /** Waits as {@link #until(String, Duration, Callable)} does; {@code what} is asked for at the failure. */
    static void until(Supplier<String> what, Duration limit, Callable<Boolean> reached)
            throws Exception {
        long endNs = System.nanoTime() + limit.toNanos();
        while (!reached.call()) {
            if (System.nanoTime() - endNs > 0) {
                throw new AssertionError(
                        "waited %d s in vain for %s".formatted(limit.toSeconds(), what.get()));
            }
            Thread.sleep(POLL_MS);
        }
    }
}
