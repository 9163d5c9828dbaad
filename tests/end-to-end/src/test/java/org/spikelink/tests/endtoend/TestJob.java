package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.spikelink.classify.ClassifyJob;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkSettings;
import org.spikelink.connectors.kafka.registry.KafkaScheduleFeed;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.operators.StepOperator;
import org.spikelink.operators.store.FlinkModelStore;

/** The job on a MiniCluster without restarts, so that a single failure shows. */
final class TestJob implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final JobClient client;

    private TestJob(JobClient client) {
        this.client = client;
    }

    static TestJob start(Model model, ClassifyOptions options) throws Exception {
        return start(model, options, new Configuration());
    }

    /** Starts the job with further settings of Flink. */
    static TestJob start(Model model, ClassifyOptions options, Configuration more)
            throws Exception {
        return start(
                new StepOperator(
                        ModelFile.bytes(model),
                        options.stepper(),
                        options.bundle(),
                        options.limit()),
                options,
                more);
    }

    /** Starts a job whose streams change their model as {@code updates} say. */
    static TestJob start(Model first, ModelUpdates updates, ClassifyOptions options)
            throws Exception {
        return start(
                new StepOperator(
                        ModelFile.bytes(first),
                        options.stepper(),
                        options.bundle(),
                        options.limit(),
                        updates),
                options,
                new Configuration());
    }

    /** Starts a job whose streams change their model as the broker's registry says. */
    static TestJob start(Model first, LocalBroker broker, ClassifyOptions options)
            throws Exception {
        String name = first.document().name();
        return start(
                first,
                new ModelUpdates(
                        RegistryReader.read(broker.kafka(), RegistryReader.TOPIC).scheduleOf(name),
                        new KafkaScheduleFeed(broker.kafka(), RegistryReader.TOPIC, name),
                        new FlinkModelStore(),
                        8),
                options);
    }

    /** Starts the job with an operator of one's own. */
    static TestJob start(StepOperator step, ClassifyOptions options, Configuration more)
            throws Exception {
        Configuration flink = FlinkSettings.of(options);
        flink.addAll(more);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        options.flink().parallelism().orElseThrow(), flink);
        ClassifyJob.wire(env, step, options);
        return new TestJob(env.executeAsync(options.jobName()));
    }

    JobStatus status() {
        return await(client.getJobStatus());
    }

    /** Stops the job with a savepoint and returns its URI. */
    String stopWithSavepoint(String folder) {
        String savepoint =
                await(client.stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL));
        await(client.getJobExecutionResult());
        return savepoint;
    }

    @Override
    public void close() {
        if (!client.getJobExecutionResult().isDone()) {
            await(client.cancel());
            await(client.getJobExecutionResult().handle((result, failure) -> "ended"));
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        assertThat(future).succeedsWithin(PATIENCE);
        return future.join();
    }
}
