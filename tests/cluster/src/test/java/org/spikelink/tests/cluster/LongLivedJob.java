package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.MalformedRecordException;
import org.spikelink.local.cluster.FlinkCluster;
import org.spikelink.local.cluster.FlinkJob;
import org.spikelink.local.cluster.Wait;

/** A job under one name that ends and is started again from what it left, with output topics of its own. */
final class LongLivedJob implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Topics topics;
    private final List<String> arguments;
    private final Path savepoints;
    private final OutputTopics outputs;
    private FlinkJob life;
    private int rowsBefore;
    private String restore;

    /**
     * A job that has not been started yet, whose topics exist.
     *
     * @param folder for its checkpoints and savepoints
     */
    LongLivedJob(String backend, String bootstrapServers, Path model, Path folder) {
        this(backend, bootstrapServers, "--model=" + model, folder);
    }

    /** A job whose streams change between the published versions of a model, with its streams on the heap. */
    static LongLivedJob following(String modelName, String bootstrapServers, Path folder) {
        return new LongLivedJob("heap", bootstrapServers, "--model-name=" + modelName, folder);
    }

    private LongLivedJob(String backend, String bootstrapServers, String model, Path folder) {
        topics = topics(backend);
        savepoints = folder.resolve("savepoints-" + backend);
        arguments =
                List.of(
                        "--job-name=" + backend,
                        model,
                        "--bootstrap-servers=" + bootstrapServers,
                        "--spikes-topic=" + topics.spikes(),
                        "--classes-topic=" + topics.classes(),
                        "--rejected-topic=" + topics.rejected(),
                        "--delivery=exactly-once",
                        "--state-backend=" + backend,
                        "--checkpoint-interval=1s",
                        "--checkpoint-dir=" + folder.resolve("checkpoints"),
                        "--spikes=all");
        outputs = new OutputTopics(bootstrapServers, topics);
    }

    /** All read the same sensors. */
    static Topics topics(String backend) {
        return new Topics(
                Topics.defaults().sensors(),
                backend + ".spikes",
                backend + ".classes",
                backend + ".rejected");
    }

    /** Starts it from what it left, if it has lived before. */
    void start(FlinkCluster cluster, int parallelism) throws Exception {
        List<String> all = new ArrayList<>(arguments);
        all.add("--parallelism=" + parallelism);
        if (restore != null) {
            all.add("--restore=" + restore);
        }
        rowsBefore = committed().rows();
        life = cluster.rest().submit(BuildProperty.JOB_JAR.path(), all);
    }

    void awaitRunning() throws Exception {
        Wait.until(() -> "all tasks to run", LIMIT, life::isFullyRunning);
        if (restore != null) {
            assertThat(life.restores()).as("restores").isPositive();
        }
    }

    /** Waits until it runs again after a fault at {@code ms}, wall-clock. */
    void awaitRestart(long ms) throws Exception {
        Wait.until(
                () -> "a restart",
                LIMIT,
                () -> life.isFullyRunning() && life.runningSinceMs() > ms);
    }

    /** What it has committed, as far as it was read. */
    Outputs readOn() throws MalformedRecordException {
        return outputs.readOn();
    }

    /** Waits until it has committed outputs since it was started. */
    void awaitOutputs() throws Exception {
        Wait.until(() -> "outputs", LIMIT, () -> outputs.readOn().rows() > rowsBefore);
    }

    /** Ends it with a savepoint. */
    void stop() throws Exception {
        restore = life.stopWithSavepoint(savepoints.toUri().toString());
    }

    /** Cancels it; what it leaves is its latest checkpoint. */
    void cancel() throws Exception {
        life.cancel();
        restore = "latest";
    }

    /** Waits until it has committed all that is expected; it must be that, once and in order. */
    void awaitExactly(Outputs expected) throws Exception {
        awaitCommitted(expected);
        assertThat(life.metric("failedCommittables")).as("transactions that were lost").isZero();
    }

    /** The same without a look at the metrics, which a JobManager may not have after a TaskManager was killed. */
    void awaitCommitted(Outputs expected) throws Exception {
        Wait.until(
                () -> expected.missingIn(outputs.outputs()).size() + " outputs that are missing",
                LIMIT,
                () -> expected.missingIn(outputs.readOn()).isEmpty());
        int complete = life.completedCheckpoints();
        Wait.until(
                () -> "one more checkpoint", LIMIT, () -> life.completedCheckpoints() > complete);
        assertThat(committed().differences(expected))
                .as("streams whose committed rows are not the offline run's, %s", topics.spikes())
                .isEmpty();
    }

    private Outputs committed() throws Exception {
        return outputs.readToEnd();
    }

    @Override
    public void close() {
        outputs.close();
    }
}
