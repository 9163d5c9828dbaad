package org.spikelink.jobs.classify;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** What the job asks of Flink, as Flink's own options. */
public final class FlinkSettings {
    private static final int TOLERABLE_FAILED_CHECKPOINTS = 10;

    private FlinkSettings() {}

    public static Configuration of(ClassifyOptions options) {
        FlinkOptions runtime = options.flink();
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.NAME, options.jobName());
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.MAX_PARALLELISM, FlinkOptions.MAX_PARALLELISM);
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        runtime.parallelism().ifPresent(n -> flink.set(CoreOptions.DEFAULT_PARALLELISM, n));
        runtime.stateBackend()
                .ifPresent(b -> flink.set(StateBackendOptions.STATE_BACKEND, b.flinkName()));
        runtime.restoreFrom().ifPresent(uri -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, uri));
        checkpoints(flink, options);
        restarts(flink);
        return flink;
    }

    private static void checkpoints(Configuration flink, ClassifyOptions options) {
        flink.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, options.flink().checkpointInterval());
        // State is exact whatever the delivery: only outputs may repeat at least once.
        flink.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERABLE_FAILED_CHECKPOINTS);
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        options.flink()
                .checkpointFolder()
                .ifPresent(
                        uri -> {
                            flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
                            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri);
                        });
    }

    private static void restarts(Configuration flink) {
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofSeconds(1));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(30));
    }
}
