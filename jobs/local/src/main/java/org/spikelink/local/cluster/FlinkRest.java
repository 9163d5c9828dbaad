package org.spikelink.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Client of a JobManager's REST API. */
public final class FlinkRest {
    private static final Duration REQUEST_LIMIT = Duration.ofMinutes(2);
    private static final String BOUNDARY = "spikelink-job-jar";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI root;

    FlinkRest(String host, int port) {
        this.root = URI.create("http://%s:%d/".formatted(host, port));
    }

    /** Its address, which is also the address of the web UI. */
    @Override
    public String toString() {
        return root.toString();
    }

    /** Whether the JobManager responds. */
    public boolean isUp() throws InterruptedException {
        try {
            get("overview");
            return true;
        } catch (IOException | UnexpectedAnswer e) {
            return false;
        }
    }

    /** Ids of the registered TaskManagers. */
    public List<String> taskManagers() throws IOException, InterruptedException {
        return get("taskmanagers").get("taskmanagers").findValuesAsText("id");
    }

    /** Uploads a job jar and runs its main class with {@code arguments} in the JobManager. */
    public FlinkJob submit(Path jar, List<String> arguments)
            throws IOException, InterruptedException {
        String path = upload(jar).get("filename").asText();
        JsonNode answer =
                post(
                        "jars/%s/run".formatted(Path.of(path).getFileName()),
                        Map.of("programArgsList", arguments));
        return new FlinkJob(this, answer.get("jobid").asText());
    }

    /** The job with Flink's id {@code id}. */
    public FlinkJob job(String id) {
        return new FlinkJob(this, id);
    }

    private JsonNode upload(Path jar) throws IOException, InterruptedException {
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\nContent-Type: application/x-java-archive\r\n\r\n"
                        .formatted(BOUNDARY, jar.getFileName());
        BodyPublisher body =
                BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofFile(jar),
                        BodyPublishers.ofString("\r\n--%s--\r\n".formatted(BOUNDARY)));
        return ask(
                request("jars/upload")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(body));
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return ask(request(path).GET());
    }

    /** Posts {@code body} as JSON. */
    public JsonNode post(String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        return ask(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    public JsonNode patch(String path) throws IOException, InterruptedException {
        return ask(request(path).method("PATCH", BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(REQUEST_LIMIT);
    }

    private JsonNode ask(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new UnexpectedAnswer(
                    "%s %s failed (status %d: %s)"
                            .formatted(
                                    request.method(),
                                    request.uri(),
                                    answer.statusCode(),
                                    answer.body()));
        }
        return json.readTree(answer.body());
    }

    /** An answer that reports an error; the message contains it. */
    public static final class UnexpectedAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnexpectedAnswer(String message) {
            super(message);
        }
    }
}
