package org.spikelink.jobs.cluster;

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
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    private final FlinkRest rest;
    private final String path;

    FlinkJob(FlinkRest rest, String id) {
        this.rest = rest;
        this.path = "jobs/" + id;
    }

    /** Its page in the web UI. */
    public String page() {
        return rest + "#/job/" + path.substring(path.indexOf('/') + 1);
    }

    /** {@code RUNNING}, {@code RESTARTING} and so on. */
    public String state() throws IOException, InterruptedException {
        return rest.get(path).get("state").asText();
    }

    /** Whether every subtask runs, not only the job as a whole. */
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

    /** Wall-clock ms at which it last began to run: anew after each restart, also under another JobManager. */
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

    /** The failures that made it restart, as one line each. */
    public List<String> failures() throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        rest.get(path + "/exceptions")
                .get("exceptionHistory")
                .get("entries")
                .forEach(
                        entry ->
                                failures.add(
                                        entry.get("stacktrace")
                                                .asText()
                                                .lines()
                                                .findFirst()
                                                .orElse("")));
        return failures;
    }

    /** Sum over all subtasks of the metrics whose name ends so; fails where there is none. */
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
     * Stops the job with a savepoint below {@code folder}, a URI, waits until it has ended, and returns the savepoint's URI.
     *
     * @throws FlinkRest.UnexpectedAnswer naming the cause, if there is none
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
                    "%s must stop with a savepoint (got %s)"
                            .formatted(path, rootCause(rest.get(savepoint).at("/operation"))));
        }
        Wait.until("the job to be finished", END_LIMIT, () -> state().equals("FINISHED"));
        return location.asText();
    }

    /** The last that a failed operation's stack trace gives as a cause, in one line. */
    private static String rootCause(JsonNode operation) {
        String trace = operation.at("/failure-cause/stack-trace").asText();
        return trace.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> trace.lines().findFirst().orElse("no cause"));
    }

    /** Cancels the job and waits until it has ended. */
    public void cancel() throws IOException, InterruptedException, TimeoutException {
        rest.patch(path + "?mode=cancel");
        Wait.until("the job to be cancelled", END_LIMIT, () -> state().equals("CANCELED"));
    }
}
