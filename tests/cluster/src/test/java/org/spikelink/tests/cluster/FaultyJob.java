package org.spikelink.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.local.cluster.FlinkJob;
import org.spikelink.local.cluster.FlinkRest;
import org.spikelink.local.cluster.Wait;

/** A job that lives through faults, with output topics of its own. */
final class FaultyJob {
    static final String SENSORS = Topics.defaults().sensors();

    private static final int PARALLELISM = 2;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final String LOST_TRANSACTIONS = "failedCommittables";
    private static final String COMMITTED_BEFORE = "alreadyCommittedCommittables";

    private final String name;
    private final List<String> arguments;
    private final Topics topics;
    private FlinkJob job;

    /** A job with these arguments beside those that all jobs have. */
    FaultyJob(String name, String... arguments) {
        this.name = name;
        this.arguments = List.of(arguments);
        this.topics = new Topics(SENSORS, "spikes." + name, "classes." + name, "rejected." + name);
    }

    /**
     * Submits it and returns when it has been accepted. Without enough processor time a JobManager loses its
     * leadership for some seconds, and nobody knows whether a job that it was just given is accepted: then this looks
     * for the job, and submits it again if it is not there.
     */
    void submit(FlinkRest rest, String bootstrapServers, Path model, Path checkpoints)
            throws Exception {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--model=" + model,
                                "--bootstrap-servers=" + bootstrapServers,
                                "--job-name=" + name,
                                "--spikes-topic=" + topics.spikes(),
                                "--classes-topic=" + topics.classes(),
                                "--rejected-topic=" + topics.rejected(),
                                "--state-backend=rocksdb",
                                "--parallelism=" + PARALLELISM,
                                "--checkpoint-interval=1s",
                                "--checkpoint-dir=" + checkpoints));
        all.addAll(arguments);
        Wait.until(
                this + " to be accepted",
                LIMIT,
                quietly(
                        () -> {
                            job = accepted(rest).orElse(null);
                            if (job == null) {
                                job = rest.submit(BuildProperty.JOB_JAR.path(), all);
                            }
                            return true;
                        }));
    }

    private Optional<FlinkJob> accepted(FlinkRest rest) throws IOException, InterruptedException {
        for (JsonNode known : rest.get("jobs/overview").get("jobs")) {
            if (known.get("name").asText().equals(name)) {
                return Optional.of(rest.job(known.get("jid").asText()));
            }
        }
        return Optional.empty();
    }

    /** Waits until all tasks run. */
    void awaitRunning() throws Exception {
        Wait.until(this + " to run", LIMIT, quietly(job::isFullyRunning));
    }

    /** Waits until more than {@code before} checkpoints are complete. */
    void awaitCheckpointAfter(int before) throws Exception {
        Wait.until(
                "a checkpoint of " + this,
                LIMIT,
                quietly(() -> job.completedCheckpoints() > before));
    }

    /** Whether all of it began to run after {@code ms}, wall-clock. */
    boolean hasStartedSince(long ms) throws IOException, InterruptedException {
        return quietly(() -> job.runningSinceMs() > ms).ask();
    }

    /** Transactions that it has lost since it last started. */
    double lostTransactions() throws Exception {
        return metric(LOST_TRANSACTIONS);
    }

    /** Transactions that it has committed a second time since it last started, and the broker rejected that. */
    double committedBefore() throws Exception {
        return metric(COMMITTED_BEFORE);
    }

    private double metric(String name) throws Exception {
        Wait.until("metrics of " + this, LIMIT, quietly(() -> job.metric(name) >= 0));
        return job.metric(name);
    }

    /** False while the JobManager does not answer, or knows no metrics yet. */
    private static Wait.Question<RuntimeException> quietly(
            Wait.Question<RuntimeException> question) {
        return () -> {
            try {
                return question.ask();
            } catch (IOException | FlinkRest.UnexpectedAnswer | IllegalStateException e) {
                return false;
            }
        };
    }

    FlinkJob flink() {
        return job;
    }

    String name() {
        return name;
    }

    Topics topics() {
        return topics;
    }

    @Override
    public String toString() {
        return "job " + name;
    }
}
