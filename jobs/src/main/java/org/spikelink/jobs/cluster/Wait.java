package org.spikelink.jobs.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Bounded waits for what other processes do. */
public final class Wait {
    private static final long POLL_MS = 50;

    private Wait() {}

    /** A question to another process. */
    @FunctionalInterface
    public interface Question<E extends Exception> {
        boolean ask() throws IOException, InterruptedException, E;
    }

    /**
     * Waits until {@code reached}.
     *
     * @throws TimeoutException after {@code limit}, naming {@code what} was waited for
     */
    public static <E extends Exception> void until(String what, Duration limit, Question<E> reached)
            throws IOException, InterruptedException, TimeoutException, E {
        until(() -> what, limit, reached);
    }

    /** Waits as {@link #until(String, Duration, Question)} does; {@code what} is asked for at the failure. */
    public static <E extends Exception> void until(
            Supplier<String> what, Duration limit, Question<E> reached)
            throws IOException, InterruptedException, TimeoutException, E {
        long endNs = System.nanoTime() + limit.toNanos();
        while (!reached.ask()) {
            if (System.nanoTime() - endNs > 0) {
                throw new TimeoutException(
                        "waited %d s in vain for %s".formatted(limit.toSeconds(), what.get()));
            }
            Thread.sleep(POLL_MS);
        }
    }
}
