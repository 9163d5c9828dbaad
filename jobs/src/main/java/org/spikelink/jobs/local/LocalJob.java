package org.spikelink.jobs.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.spikelink.jobs.classify.ClassifyJob;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.classify.FlinkSettings;

/** The classify job on a Flink cluster inside this process. */
public final class LocalJob implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> result;

    private LocalJob(JobClient client) {
        this.client = client;
        this.result = client.getJobExecutionResult();
    }

    /** Submits the job; it may still be starting when this returns. */
    public static LocalJob start(byte[] modelFile, ClassifyOptions options) throws Exception {
        Configuration flink = FlinkSettings.of(options);
        int parallelism =
                options.flink().parallelism().orElse(Runtime.getRuntime().availableProcessors());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        ClassifyJob.wire(env, modelFile, options);
        return new LocalJob(env.executeAsync(options.jobName()));
    }

    /** Waits at most {@code time} for the job to end; true if it has ended without a failure. */
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

    /** Whether all its tasks run; false while it starts or restarts. */
    public boolean isRunning() throws InterruptedException {
        try {
            return client.getJobStatus().get() == JobStatus.RUNNING;
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** Cancels the job if it still runs and waits for its cluster to go. */
    @Override
    public void close() {
        if (result.isDone()) {
            return;
        }
        try {
            client.cancel().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            result.handle((done, failure) -> null)
                    .get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The job ended by itself in between, and its cluster with it.
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the job could not be cancelled: " + e, e);
        }
    }
}
