package org.spikelink.classify;

import java.time.Duration;
import java.util.Optional;

/**
 * How Flink runs the job.
 *
 * @param parallelism 1..{@value #MAX_PARALLELISM}, or none for the cluster's default
 * @param stateBackend where the states of streams are kept, or none for the cluster's default
 * @param checkpointFolder URI, or none for the cluster's default
 * @param checkpointInterval how often, at least 10 ms
 * @param restoreFrom URI of a savepoint or checkpoint, or none
 * @param disorder how much older than the newest a Kafka timestamp may be
 * @param idleness after which a partition without records no longer holds back the watermark
 */
public record FlinkOptions(
        Optional<Integer> parallelism,
        Optional<StateBackend> stateBackend,
        Optional<String> checkpointFolder,
        Duration checkpointInterval,
        Optional<String> restoreFrom,
        Duration disorder,
        Duration idleness) {
    /** Number of key groups, the upper limit of any job's parallelism. */
    static final int MAX_PARALLELISM = 1024;

    /** Default interval of checkpoints. */
    public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private static final Duration DEFAULT_DISORDER = Duration.ofHours(1);

    /**
     * Longer than a partition waits for others while the job catches up: if time advanced without it, networks of its
     * streams would be freed. A partition that is really idle delays only the freeing of memory.
     */
    private static final Duration DEFAULT_IDLENESS = Duration.ofHours(1);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public FlinkOptions {
        if (parallelism.isPresent()
                && (parallelism.get() < 1 || parallelism.get() > MAX_PARALLELISM)) {
            throw new IllegalArgumentException(
                    "parallelism must be 1..%d (got %d)"
                            .formatted(MAX_PARALLELISM, parallelism.get()));
        }
        if (checkpointInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "checkpoint-interval must be at least 10 ms (got %d ms)"
                            .formatted(checkpointInterval.toMillis()));
        }
    }

    /** Options with the default disorder (an hour) and idleness (an hour). */
    static FlinkOptions of(
            Optional<Integer> parallelism,
            Optional<StateBackend> stateBackend,
            Optional<String> checkpointFolder,
            Duration checkpointInterval,
            Optional<String> restoreFrom) {
        return new FlinkOptions(
                parallelism,
                stateBackend,
                checkpointFolder,
                checkpointInterval,
                restoreFrom,
                DEFAULT_DISORDER,
                DEFAULT_IDLENESS);
    }

    /** The default options with this parallelism: no restore, a checkpoint every ten seconds. */
    public static FlinkOptions defaults(Optional<Integer> parallelism) {
        return of(
                parallelism,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_CHECKPOINT_INTERVAL,
                Optional.empty());
    }

    /** These options, with checkpoints in the folder at {@code uri} if none was named. */
    FlinkOptions withCheckpointsIn(String uri) {
        return new FlinkOptions(
                parallelism,
                stateBackend,
                Optional.of(checkpointFolder.orElse(uri)),
                checkpointInterval,
                restoreFrom,
                disorder,
                idleness);
    }

    /** Where the states of streams are kept. */
    public enum StateBackend {
        HEAP("hashmap"),
        ROCKSDB("rocksdb");

        private final String flinkName;

        StateBackend(String flinkName) {
            this.flinkName = flinkName;
        }

        String flinkName() {
            return flinkName;
        }
    }
}
