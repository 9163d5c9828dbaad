package org.spikelink.local.job;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.spikelink.classify.ClassifyJob;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.JobModel;

/** The classify job on a Flink cluster in this process. */
public final class LocalJob implements AutoCloseable {
    private static final int ANY_PORT = 0;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final MiniCluster cluster;
    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> result;

    private LocalJob(MiniCluster cluster, JobClient client) {
        this.cluster = cluster;
        this.client = client;
        this.result = client.getJobExecutionResult();
    }

    /** The parallelism of a job in this process. */
    public static int parallelism(ClassifyOptions options) {
        return LocalSettings.parallelism(options);
    }

    /**
     * Submits the job. It may still be starting when this returns.
     *
     * @throws JobFailedException if it cannot be built or submitted
     */
    public static LocalJob start(byte[] modelFile, ClassifyOptions options)
            throws InterruptedException, JobFailedException {
        return start(JobModel.of(modelFile), options, ANY_PORT);
    }

    /**
     * Submits the job with Flink's dashboard at a port of this machine. It may still be starting when this returns.
     *
     * @param webUiPort 0 for any free port; {@link #rest} tells which
     * @throws JobFailedException if it cannot be built or submitted, or the port is taken
     */
    public static LocalJob start(JobModel model, ClassifyOptions options, int webUiPort)
            throws InterruptedException, JobFailedException {
        return start(options, webUiPort, env -> ClassifyJob.wire(env, model, options));
    }

    /**
     * Submits the job that {@code wiring} builds, with the settings of {@code options}.
     *
     * @throws JobFailedException if it cannot be built or submitted
     */
    public static LocalJob start(
            ClassifyOptions options, Consumer<StreamExecutionEnvironment> wiring)
            throws InterruptedException, JobFailedException {
        return start(options, ANY_PORT, wiring);
    }

    private static LocalJob start(
            ClassifyOptions options, int restPort, Consumer<StreamExecutionEnvironment> wiring)
            throws InterruptedException, JobFailedException {
        try {
            Configuration flink = LocalSettings.of(options);
            flink.addAll(LocalSettings.restAt(restPort));
            flink.set(DeploymentOptions.TARGET, LocalExecutor.NAME);
            flink.set(DeploymentOptions.ATTACHED, true);
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(flink);
            wiring.accept(env);
            return submit(env, flink);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new JobFailedException(e);
        }
    }

    private static LocalJob submit(StreamExecutionEnvironment env, Configuration flink)
            throws Exception {
        AtomicReference<MiniCluster> cluster = new AtomicReference<>();
        JobClient client =
                LocalExecutor.createWithFactory(
                                flink,
                                settings -> {
                                    cluster.set(new ViewOnlyMiniCluster(settings));
                                    return cluster.get();
                                })
                        .execute(env.getStreamGraph(), flink, LocalJob.class.getClassLoader())
                        .get();
        return new LocalJob(cluster.get(), client);
    }

    /** Waits at most {@code time} for the job to end; true if it has ended without failing. */
    public boolean await(Duration time) throws InterruptedException, JobFailedException {
        try {
            result.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new JobFailedException(e.getCause());
        }
    }

    /**
     * Whether all its tasks have restored their state and are running. {@link
     * org.apache.flink.api.common.JobStatus#RUNNING} says less: tasks may still be waiting for a slot or
     * initializing.
     */
    public boolean isRunning() throws InterruptedException {
        return graph().filter(LocalJob::isRunning).isPresent();
    }

    private static boolean isRunning(AccessExecutionGraph graph) {
        return graph.getAllVertices().values().stream()
                .allMatch(tasks -> tasks.getAggregateState() == ExecutionState.RUNNING);
    }

    /** Its failures and failed checkpoints; empty if it does not answer. */
    public Optional<JobHealth> health() throws InterruptedException {
        return graph().map(JobHealth::of);
    }

    /** The root cause of its latest failure; empty if it has not failed or the cause is no longer available. */
    public Optional<String> latestFailure() throws InterruptedException {
        return graph().map(AccessExecutionGraph::getFailureInfo)
                .map(failure -> JobFailedException.rootCause(failure.getException()));
    }

    /** The address of its cluster's REST API. */
    public URI rest() {
        return cluster.getRestAddress().join();
    }

    private Optional<AccessExecutionGraph> graph() throws InterruptedException {
        try {
            return Optional.of(
                    cluster.getExecutionGraph(client.getJobID())
                            .get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Cancels the job if it is running, stops its cluster and deletes the cluster's temporary files. */
    @Override
    public void close() {
        try {
            cancel();
            cluster.closeAsync().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the job could not be stopped: " + e, e);
        }
    }

    private void cancel() throws InterruptedException, ExecutionException, TimeoutException {
        if (result.isDone()) {
            return;
        }
        try {
            client.cancel().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            result.handle((done, failure) -> null)
                    .get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IllegalStateException e) {
            // The job, and with it the cluster, has ended by itself meanwhile.
        }
    }
}
