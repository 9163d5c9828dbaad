package org.spikelink.local.job;

import java.util.Optional;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;

/**
 * What a job in this process reports about its failures.
 *
 * @param failedAtMs when it last failed, wall-clock ms; 0 if it has not failed
 * @param failure root cause of that failure, if it is known
 * @param failedCheckpoints number of checkpoints that failed since the last completed one, of those that Flink
 *     remembers
 */
public record JobHealth(long failedAtMs, Optional<String> failure, int failedCheckpoints) {

    static JobHealth of(AccessExecutionGraph job) {
        ErrorInfo failure = job.getFailureInfo();
        return new JobHealth(
                failure == null ? 0 : failure.getTimestamp(),
                Optional.ofNullable(failure)
                        .map(info -> JobFailedException.rootCause(info.getException())),
                failedInARow(job));
    }

    /** Flink lists the latest first. */
    private static int failedInARow(AccessExecutionGraph job) {
        int failed = 0;
        if (job.getCheckpointStatsSnapshot() != null) {
            for (AbstractCheckpointStats checkpoint :
                    job.getCheckpointStatsSnapshot().getHistory().getCheckpoints()) {
                if (checkpoint.getStatus() == CheckpointStatsStatus.COMPLETED) {
                    return failed;
                }
                failed += checkpoint.getStatus() == CheckpointStatsStatus.FAILED ? 1 : 0;
            }
        }
        return failed;
    }
}
