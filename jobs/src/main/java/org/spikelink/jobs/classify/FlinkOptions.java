package org.spikelink.jobs.classify;

import java.time.Duration;
import java.util.Optional;

/**
 * What Flink is told.
 *
 * @param parallelism at least 1, or none for the cluster's default
 * @param stateBackend where streams' states live, or none for the cluster's default
 * @param checkpointFolder URI, or none for the cluster's default
 * @param checkpointInterval how often
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
