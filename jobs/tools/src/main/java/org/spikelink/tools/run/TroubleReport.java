package org.spikelink.tools.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.checkpoint.CheckpointFailureManager;
import org.spikelink.local.job.JobHealth;

/**
 * Reports restarts and failing checkpoints of a job that goes on: each at once, then at most once a minute while it
 * lasts.
 */
final class TroubleReport {
    private static final long PAUSE_NS = Duration.ofMinutes(1).toNanos();

    private static final String TOO_MANY_CHECKPOINTS =
            CheckpointFailureManager.EXCEEDED_CHECKPOINT_TOLERABLE_FAILURE_MESSAGE;

    /** One alone may be the restart of a task or a slow disk. */
    private static final int NOTABLE_CHECKPOINTS = 2;

    private final Consumer<String> out;
    private final LongSupplier nanoClock;
    private long lastFailureMs;
    private int failures;
    private Optional<Long> failuresToldNs = Optional.empty();
    private Optional<Long> checkpointsToldNs = Optional.empty();

    /**
     * A report of a job that has just started.
     *
     * @param out gets each message, one line
     */
    TroubleReport(Consumer<String> out, LongSupplier nanoClock) {
        this.out = out;
        this.nanoClock = nanoClock;
    }

    /**
     * Reports what has happened since the last call.
     *
     * @param checkpointFailure the root cause of the latest failed checkpoint
     */
    void update(JobHealth job, Optional<String> checkpointFailure) {
        if (job.failedAtMs() > lastFailureMs) {
            lastFailureMs = job.failedAtMs();
            failures++;
        }
        if (failures > 0 && isDue(failuresToldNs)) {
            out.accept(
                    "the job failed%s and is restarted: %s"
                            .formatted(
                                    times(failures),
                                    known(
                                            job.failure()
                                                    .map(f -> withCause(f, checkpointFailure)))));
            failures = 0;
            failuresToldNs = Optional.of(nanoClock.getAsLong());
        }
        if (job.failedCheckpoints() >= NOTABLE_CHECKPOINTS && isDue(checkpointsToldNs)) {
            out.accept(
                    "the last %d checkpoints failed: %s"
                            .formatted(job.failedCheckpoints(), known(checkpointFailure)));
            checkpointsToldNs = Optional.of(nanoClock.getAsLong());
        }
    }

    private boolean isDue(Optional<Long> toldNs) {
        return toldNs.isEmpty() || nanoClock.getAsLong() - toldNs.get() >= PAUSE_NS;
    }

    private static String times(int count) {
        return count == 1 ? "" : " " + count + " times";
    }

    /** What Flink says of too many failed checkpoints names only how the last of them failed, not why. */
    static String withCause(String failure, Optional<String> checkpointFailure) {
        return checkpointFailure
                .filter(cause -> failure.startsWith(TOO_MANY_CHECKPOINTS))
                .map(cause -> TOO_MANY_CHECKPOINTS + " " + cause)
                .orElse(failure);
    }

    private static String known(Optional<String> cause) {
        return cause.orElse("the cause is not known");
    }
}
