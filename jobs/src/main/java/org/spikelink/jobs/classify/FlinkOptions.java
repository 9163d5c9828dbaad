package org.spikelink.jobs.classify;

import java.time.Duration;
import java.util.Optional;

/**
 * What Flink is told.
 *
 * @param parallelism 1..{@value #MAX_PARALLELISM}, or none for the cluster's default
 * @param stateBackend where streams' states live, or none for the cluster's default
 * @param checkpointFolder URI, or none for the cluster's default
 * @param checkpointInterval how often, at least 10 ms
 * @param restoreFrom URI of a savepoint or checkpoint, or none
 * @param disorder how much older than the newest a Kafka timestamp may be
 * @param idleness after which a partition without records holds no watermark back
 */
public record FlinkOptions(
        Optional<Integer> parallelism,
        Optional<StateBackend> stateBackend,
        Optional<String> checkpointFolder,
        Duration checkpointInterval,
        Optional<String> restoreFrom,
        Duration disorder,
        Duration idleness) {
    /** Key groups: no job can ever have more parallel tasks of a kind. */
    static final int MAX_PARALLELISM = 1024;

    /** How often the job's state is stored where nobody says otherwise. */
    public static final Duration USUAL_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private static final Duration USUAL_DISORDER = Duration.ofHours(1);
    private static final Duration USUAL_IDLENESS = Duration.ofMinutes(1);
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

    /** Options with the usual disorder, an hour, and idleness, a minute. */
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
                USUAL_DISORDER,
                USUAL_IDLENESS);
    }

    /** The usual options but for the parallelism: nothing is restored, a checkpoint every ten seconds. */
    public static FlinkOptions usual(Optional<Integer> parallelism) {
        return of(
                parallelism,
                Optional.empty(),
                Optional.empty(),
                USUAL_CHECKPOINT_INTERVAL,
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

    /** Where streams' states live. */
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
