package org.spikelink.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job's status as the JobManager reports it.
 *
 * @param id Flink's job id
 * @param name the job's name
 * @param state {@code RUNNING}, {@code RESTARTING} and so on
 * @param restarts how often it has restarted
 * @param failedCheckpoints number of checkpoints that failed since the last completed one, of those that Flink remembers.
 *     Checkpoints that fell due before all tasks ran do not count
 * @param lastCheckpoint the latest completed checkpoint, if any
 * @param lastFailure why it failed or restarted last, if it did
 */
public record JobStatus(
        String id,
        String name,
        String state,
        long restarts,
        int failedCheckpoints,
        Optional<Checkpoint> lastCheckpoint,
        Optional<Failure> lastFailure) {

    private static final long COLLECTING_MS = 500;

    /**
     * A completed checkpoint.
     *
     * @param number counted from 1
     * @param at when it was completed
     * @param path URI of its folder
     */
    public record Checkpoint(long number, Instant at, String path) {}

    /**
     * A failure.
     *
     * @param at when it happened
     * @param cause the root cause in one line
     */
    public record Failure(Instant at, String cause) {}

    /** All jobs that the JobManager knows, including finished ones. */
    public static List<JobStatus> all(FlinkRest rest) throws IOException, InterruptedException {
        List<JobStatus> jobs = new ArrayList<>();
        for (JsonNode job : rest.get("jobs/overview").get("jobs")) {
            String id = job.get("jid").asText();
            JsonNode checkpoints = rest.get("jobs/" + id + "/checkpoints");
            jobs.add(
                    new JobStatus(
                            id,
                            job.get("name").asText(),
                            job.get("state").asText(),
                            restarts(rest, id),
                            failedInARow(checkpoints.path("history")),
                            latest(checkpoints.path("latest").path("completed")),
                            lastFailure(rest.get("jobs/" + id + "/exceptions"))));
        }
        return jobs;
    }

    /** Asks twice: the JobManager answers with what it knows and only then collects the metrics again. */
    private static long restarts(FlinkRest rest, String id)
            throws IOException, InterruptedException {
        String path = "jobs/" + id + "/metrics?get=numRestarts";
        rest.get(path);
        Thread.sleep(COLLECTING_MS);
        return rest.get(path).path(0).path("value").asLong();
    }

    /** The JobManager lists the latest first. */
    static int failedInARow(JsonNode history) {
        int failed = 0;
        for (JsonNode checkpoint : history) {
            String status = checkpoint.path("status").asText();
            if (status.equals("COMPLETED")) {
                return failed;
            }
            failed += status.equals("FAILED") ? 1 : 0;
        }
        return failed;
    }

    static Optional<Failure> lastFailure(JsonNode exceptions) {
        JsonNode latest = exceptions.at("/exceptionHistory/entries/0");
        return latest.hasNonNull("stacktrace")
                ? Optional.of(
                        new Failure(
                                Instant.ofEpochMilli(latest.path("timestamp").asLong()),
                                RootCause.in(latest.get("stacktrace").asText())))
                : Optional.empty();
    }

    private static Optional<Checkpoint> latest(JsonNode completed) {
        return completed.hasNonNull("id")
                ? Optional.of(
                        new Checkpoint(
                                completed.get("id").asLong(),
                                Instant.ofEpochMilli(
                                        completed.get("latest_ack_timestamp").asLong()),
                                completed.path("external_path").asText()))
                : Optional.empty();
    }
}
