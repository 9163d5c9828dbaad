package org.spikelink.tests.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.jobs.cluster.FlinkJob;
import org.spikelink.jobs.cluster.FlinkRest;
import org.spikelink.jobs.cluster.Wait;

/** A job that lives through faults, with output topics of its own. */
final class FaultyJob {
    static final String SENSORS = Topics.defaults().sensors();

    private static final int PARALLELISM = 2;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String LOST_TRANSACTIONS = "failedCommittables";

    private final String delivery;
    private final Topics topics;
    private FlinkJob job;

    /** A job of that delivery, which is also its name. */
    FaultyJob(String delivery) {
        this.delivery = delivery;
        this.topics =
                new Topics(
                        SENSORS,
                        "spikes." + delivery,
                        "classes." + delivery,
                        "rejected." + delivery);
    }

    void submit(FlinkRest rest, String bootstrapServers, Path model, Path checkpoints)
            throws IOException, InterruptedException {
        job =
                rest.submit(
                        BuildProperty.JOB_JAR.path(),
                        List.of(
                                "--model=" + model,
                                "--bootstrap-servers=" + bootstrapServers,
                                "--job-name=" + delivery,
                                "--delivery=" + delivery,
                                "--spikes-topic=" + topics.spikes(),
                                "--classes-topic=" + topics.classes(),
                                "--rejected-topic=" + topics.rejected(),
                                "--state-backend=rocksdb",
                                "--parallelism=" + PARALLELISM,
                                "--checkpoint-interval=1s",
                                "--checkpoint-dir=" + checkpoints,
                                "--spikes=all"));
    }

    /** Waits until all tasks run and have completed one more checkpoint. */
    void awaitHealthy() throws Exception {
        Wait.until(this + " to run", LIMIT, quietly(job::isFullyRunning));
        int complete = job.completedCheckpoints();
        Wait.until(
                "a checkpoint of " + this,
                LIMIT,
                quietly(() -> job.completedCheckpoints() > complete));
    }

    /** Whether all of it began to run after {@code ms}, wall-clock. */
    boolean hasStartedSince(long ms) throws IOException, InterruptedException {
        return quietly(() -> job.runningSinceMs() > ms).ask();
    }

    /** Transactions that it has lost since it last started. */
    double lostTransactions() throws Exception {
        Wait.until("metrics of " + this, LIMIT, quietly(() -> job.metric(LOST_TRANSACTIONS) >= 0));
        return job.metric(LOST_TRANSACTIONS);
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

    Topics topics() {
        return topics;
    }

    @Override
    public String toString() {
        return "job " + delivery;
    }
}
