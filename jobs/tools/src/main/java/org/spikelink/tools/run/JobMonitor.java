package org.spikelink.tools.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spikelink.connectors.kafka.client.BrokerPresence;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.local.job.JobFailedException;
import org.spikelink.local.job.LocalJob;

/** Monitors a job in this process and its broker until it is stopped. */
public final class JobMonitor {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

    /** Until the job runs for the first time. */
    private static final Duration FIRST_INTERVAL = Duration.ofMillis(250);

    private final BrokerWatch broker;
    private final Consumer<String> out;
    private final Duration giveUpAfter;
    private final TroubleReport trouble;
    private Runnable ready = () -> {};
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * A monitor, which runs once.
     *
     * @param broker used by this monitor alone while it runs, and closed then
     * @param giveUpAfter how long the broker may be unreachable, or the job may not run
     * @param out gets messages about the broker, restarts and failed checkpoints, one line each
     */
    public JobMonitor(BrokerWatch broker, Duration giveUpAfter, Consumer<String> out) {
        this.out = out;
        this.trouble = new TroubleReport(out, System::nanoTime);
        this.broker = broker;
        this.giveUpAfter = giveUpAfter;
    }

    /** Calls {@code action} once, when all tasks of the job run for the first time. */
    public JobMonitor whenReady(Runnable action) {
        ready = action;
        return this;
    }

    /** Ends {@link #run} soon; can be called from any thread. */
    public void stop() {
        stopped.countDown();
    }

    /**
     * Returns when the job has ended without failing, or {@link #stop} is called.
     *
     * @throws SpikelinkException if the broker is unreachable, or the job does not run, for too long
     * @throws JobFailedException if the job has failed
     */
    public void run(LocalJob job) throws InterruptedException, JobFailedException {
        try (CheckpointFailures checkpoints = CheckpointFailures.listen();
                BrokerPresence presence = new BrokerPresence(broker, out)) {
            run(job, checkpoints, presence);
        }
    }

    private void run(LocalJob job, CheckpointFailures checkpoints, BrokerPresence presence)
            throws InterruptedException, JobFailedException {
        long runningNs = System.nanoTime();
        boolean isReady = false;
        while (!job.await(Duration.ZERO)
                && !stopped.await(
                        (isReady ? CHECK_INTERVAL : FIRST_INTERVAL).toMillis(),
                        TimeUnit.MILLISECONDS)) {
            presence.check(giveUpAfter);
            job.health().ifPresent(health -> trouble.update(health, checkpoints.latest()));
            Duration down = Duration.ofNanos(System.nanoTime() - runningNs);
            if (job.isRunning()) {
                runningNs = System.nanoTime();
                if (!isReady) {
                    isReady = true;
                    ready.run();
                }
            } else if (down.compareTo(giveUpAfter) >= 0) {
                job.await(
                        Duration.ZERO); // if it has just failed, that failure is the better message
                throw notRunning(job, down, checkpoints.latest());
            }
        }
    }

    private static SpikelinkException notRunning(
            LocalJob job, Duration down, Optional<String> checkpointFailure)
            throws InterruptedException {
        String time = "it has not run for " + down.toSeconds() + " s";
        return new SpikelinkException(
                "the job failed: "
                        + job.latestFailure()
                                .map(failure -> TroubleReport.withCause(failure, checkpointFailure))
                                .map(cause -> cause + " (" + time + ")")
                                .orElse(time));
    }
}
