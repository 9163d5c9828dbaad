package org.spikelink.trainer.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Runs numbered tasks on a fixed number of threads, including the caller's. Any thread may run any task. */
final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService others;

    Workers(int threads) {
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        others =
                Executors.newFixedThreadPool(
                        Math.max(1, threads - 1),
                        work -> {
                            Thread thread =
                                    new Thread(work, "spikelink-train-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Runs tasks 0 to {@code tasks} - 1 and waits for all of them.
     *
     * @throws RuntimeException the exception of a task
     */
    void run(int tasks, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        Runnable work =
                () -> {
                    for (int n = next.getAndIncrement(); n < tasks; n = next.getAndIncrement()) {
                        task.accept(n);
                    }
                };
        List<Future<?>> running = new ArrayList<>();
        for (int n = 1; n < Math.min(threads, tasks); n++) {
            running.add(others.submit(work));
        }
        try {
            work.run();
        } finally {
            running.forEach(Workers::await);
        }
    }

    private static void await(Future<?> work) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    work.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true; // arrays are in use until the work ends
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
