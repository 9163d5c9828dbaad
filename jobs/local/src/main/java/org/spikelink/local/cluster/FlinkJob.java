package org.spikelink.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A job as its JobManager reports it. */
public final class FlinkJob {
    private static final Duration END_LIMIT = Duration.ofMinutes(3);

    private final FlinkRest rest;
    private final String id;
    private final String path;

    FlinkJob(FlinkRest rest, String id) {
        this.rest = rest;
        this.id = id;
        this.path = "jobs/" + id;
    }

    /** Its page in the web UI. */
    public String page() {
        return rest + "#/job/" + id;
    }

    /** Flink's id of the job. */
    public String id() {
        return id;
    }

    /** {@code RUNNING}, {@code RESTARTING} and so on. */
    public String state() throws IOException, InterruptedException {
        return rest.get(path).get("state").asText();
    }

    /** Whether every subtask is running, not only the job as a whole. */
    public boolean isFullyRunning() throws IOException, InterruptedException {
        JsonNode job = rest.get(path);
        for (JsonNode vertex : job.get("vertices")) {
            if (vertex.get("tasks").get("RUNNING").asInt() != vertex.get("parallelism").asInt()) {
                return false;
            }
        }
        return job.get("state").asText().equals("RUNNING");
    }

    /** Ids of the TaskManagers that run its tasks. */
    public Set<String> taskManagers() throws IOException, InterruptedException {
        Set<String> ids = new TreeSet<>();
        for (String vertex : vertices()) {
            ids.addAll(
                    rest.get(vertex + "/taskmanagers")
                            .get("taskmanagers")
                            .findValuesAsText("taskmanager-id"));
        }
        return ids;
    }

    public int completedCheckpoints() throws IOException, InterruptedException {
        return checkpoints("completed");
    }

    public int failedCheckpoints() throws IOException, InterruptedException {
        return checkpoints("failed");
    }

    /** When it last switched to RUNNING, wall-clock ms; changes with every restart, also under another JobManager. */
    public long runningSinceMs() throws IOException, InterruptedException {
        return rest.get(path).get("timestamps").get("RUNNING").asLong();
    }

    /** How often it was restored from a checkpoint. */
    public int restores() throws IOException, InterruptedException {
        return checkpoints("restored");
    }

    private int checkpoints(String kind) throws IOException, InterruptedException {
        return rest.get(path + "/checkpoints").get("counts").get(kind).asInt();
    }

    /** The root causes of the failures that caused restarts, the latest first, one line each. */
    public List<String> failures() throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        rest.get(path + "/exceptions")
                .get("exceptionHistory")
                .get("entries")
                .forEach(entry -> failures.add(RootCause.in(entry.get("stacktrace").asText())));
        return failures;
    }

    /** Sum over all subtasks of the metrics whose name ends with {@code end}; fails if there is none. */
    public double metric(String end) throws IOException, InterruptedException {
        double sum = 0;
        int found = 0;
        for (String vertex : vertices()) {
            String metrics = vertex + "/subtasks/metrics";
            String names =
                    rest.get(metrics).findValuesAsText("id").stream()
                            .filter(name -> name.endsWith(end))
                            .collect(Collectors.joining(","));
            if (!names.isEmpty()) {
                for (JsonNode value : rest.get(metrics + "?agg=sum&get=" + names)) {
                    sum += value.get("sum").asDouble();
                    found++;
                }
            }
        }
        if (found == 0) {
            throw new IllegalStateException("no vertex of " + path + " reports a metric " + end);
        }
        return sum;
    }

    private List<String> vertices() throws IOException, InterruptedException {
        List<String> vertices = new ArrayList<>();
        for (JsonNode vertex : rest.get(path).get("vertices")) {
            vertices.add(path + "/vertices/" + vertex.get("id").asText());
        }
        return vertices;
    }

    /**
     * Stops the job with a savepoint below {@code folder}, a URI, waits until it has finished, and returns the
     * savepoint's URI.
     *
     * @throws FlinkRest.UnexpectedAnswer naming the cause, if the savepoint fails
     */
    public String stopWithSavepoint(String folder)
            throws IOException, InterruptedException, TimeoutException {
        String request =
                rest.post(path + "/stop", Map.of("targetDirectory", folder))
                        .get("request-id")
                        .asText();
        String savepoint = path + "/savepoints/" + request;
        Wait.until(
                "the savepoint",
                END_LIMIT,
                () -> rest.get(savepoint).at("/status/id").asText().equals("COMPLETED"));
        JsonNode location = rest.get(savepoint).at("/operation/location");
        if (location.isMissingNode()) {
            throw new FlinkRest.UnexpectedAnswer(
                    "the savepoint of %s failed: %s"
                            .formatted(
                                    path,
                                    RootCause.in(
                                            rest.get(savepoint)
                                                    .at("/operation/failure-cause/stack-trace")
                                                    .asText())));
        }
        Wait.until("the job to be finished", END_LIMIT, () -> state().equals("FINISHED"));
        return location.asText();
    }

    /** Cancels the job and waits until it is cancelled. */
    public void cancel() throws IOException, InterruptedException, TimeoutException {
        rest.patch(path + "?mode=cancel");
        Wait.until("the job to be cancelled", END_LIMIT, () -> state().equals("CANCELED"));
    }
}
