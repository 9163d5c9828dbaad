package org.spikelink.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a JobManager tells of a job.
 *
 * @param id Flink's
 * @param name the job's own
 * @param state {@code RUNNING}, {@code RESTARTING} and so on
 * @param restarts how often it has failed and begun again
 * @param failedCheckpoints how many
 * @param lastCheckpoint the latest that is complete, or none
 */
public record JobStatus(
        String id,
        String name,
        String state,
        long restarts,
        int failedCheckpoints,
        Optional<Checkpoint> lastCheckpoint) {

    /**
     * A complete checkpoint.
     *
     * @param number counted from 1
     * @param at when it was
     * @param path its folder, a URI
     */
    public record Checkpoint(long number, Instant at, String path) {}

    /** All jobs that the JobManager knows, ended ones among them. */
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
                            checkpoints.path("counts").path("failed").asInt(),
                            latest(checkpoints.path("latest").path("completed"))));
        }
        return jobs;
    }

    private static long restarts(FlinkRest rest, String id)
            throws IOException, InterruptedException {
        return rest.get("jobs/" + id + "/metrics?get=numRestarts").path(0).path("value").asLong();
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
