package org.spikelink.classify;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** Translates the job's options to Flink's own options. */
public final class FlinkSettings {
    /**
     * Time without a failure that resets the restart delay. With Flink's default, an hour, a series of failures
     * would make every restart in the next hour slow.
     */
    private static final Duration RUNS_AGAIN_AFTER = Duration.ofMinutes(1);

    private static final int TOLERABLE_FAILED_CHECKPOINTS = 10;

    /**
     * Without it, the first batch of each stream searches every file: a million streams take 20 times as long to
     * start.
     */
    private static final ConfigOption<Boolean> ROCKSDB_BLOOM_FILTER =
            ConfigOptions.key("state.backend.rocksdb.use-bloom-filter")
                    .booleanType()
                    .noDefaultValue();

    /** Without it, filters and indexes evict each other from the cache: a million streams stall for seconds. */
    private static final ConfigOption<Boolean> ROCKSDB_PARTITIONED_FILTERS =
            ConfigOptions.key("state.backend.rocksdb.memory.partitioned-index-filters")
                    .booleanType()
                    .noDefaultValue();

    private FlinkSettings() {}

    public static Configuration of(ClassifyOptions options) {
        FlinkOptions runtime = options.flink();
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.NAME, options.jobName());
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.MAX_PARALLELISM, FlinkOptions.MAX_PARALLELISM);
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(1));
        runtime.parallelism().ifPresent(n -> flink.set(CoreOptions.DEFAULT_PARALLELISM, n));
        runtime.stateBackend()
                .ifPresent(b -> flink.set(StateBackendOptions.STATE_BACKEND, b.flinkName()));
        flink.addAll(rocksDb());
        runtime.restoreFrom().ifPresent(uri -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, uri));
        checkpoints(flink, options);
        restarts(flink);
        return flink;
    }

    /** The settings that RocksDB needs for a million streams. */
    public static Configuration rocksDb() {
        Configuration rocksDb = new Configuration();
        rocksDb.set(ROCKSDB_BLOOM_FILTER, true);
        rocksDb.set(ROCKSDB_PARTITIONED_FILTERS, true);
        return rocksDb;
    }

    private static void checkpoints(Configuration flink, ClassifyOptions options) {
        flink.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, options.flink().checkpointInterval());
        // State is exactly-once with every delivery setting; only outputs may be repeated.
        flink.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERABLE_FAILED_CHECKPOINTS);
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // Checkpoints of the heap backend take less than half the bytes and are restored four times
        // as fast. RocksDB compresses its own files.
        flink.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
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
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                RUNS_AGAIN_AFTER);
    }
}
