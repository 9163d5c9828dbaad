package org.spikelink.local.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits, with a limit, for something that another process does. */
public final class Wait {
    private static final long POLL_MS = 50;

    private Wait() {}

    /** A condition that asks another process. */
    @FunctionalInterface
    public interface Question<E extends Exception> {
        boolean ask() throws IOException, InterruptedException, E;
    }

    /**
     * Waits until {@code reached}.
     *
     * @throws TimeoutException after {@code limit}; the message names {@code what}
     */
    public static <E extends Exception> void until(String what, Duration limit, Question<E> reached)
            throws IOException, InterruptedException, TimeoutException, E {
        until(() -> what, limit, reached);
    }

    /** Waits as {@link #until(String, Duration, Question)} does; {@code what} is evaluated after a timeout. */
    public static <E extends Exception> void until(
            Supplier<String> what, Duration limit, Question<E> reached)
            throws IOException, InterruptedException, TimeoutException, E {
        long endNs = System.nanoTime() + limit.toNanos();
        while (!reached.ask()) {
            if (System.nanoTime() - endNs > 0) {
                throw new TimeoutException(
                        "timed out after %d s waiting for %s"
                                .formatted(limit.toSeconds(), what.get()));
            }
            Thread.sleep(POLL_MS);
        }
    }
}
