package org.spikelink.jobs.streams;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.runtime.SavepointLoader;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.jobs.local.JobFailedException;

/** A savepoint or checkpoint of the job on disk. */
public final class Savepoint {
    private static final OperatorIdentifier STEP = OperatorIdentifier.forUid("step");

    private final String uri;
    private final CheckpointMetadata metadata;

    /**
     * Looks at a savepoint.
     *
     * @param uri of its folder
     * @throws CommandException if there is none of this job
     */
    public Savepoint(String uri) {
        this.uri = uri;
        try {
            metadata = SavepointLoader.loadSavepointMetadata(uri);
        } catch (IOException | RuntimeException e) {
            throw new CommandException(
                    "%s must be a savepoint or checkpoint (%s)".formatted(uri, e.getMessage()), e);
        }
        if (stepStates() == null) {
            throw new CommandException(
                    "%s must be of the classify job (got one without its operator \"step\")"
                            .formatted(uri));
        }
    }

    private OperatorState stepStates() {
        return metadata.getOperatorStates().stream()
                .filter(state -> state.getOperatorID().equals(STEP.getOperatorId()))
                .findFirst()
                .orElse(null);
    }

    /** Number of the checkpoint. */
    public long checkpoint() {
        return metadata.getCheckpointId();
    }

    /** Bytes of all streams' states as stored. */
    public long bytes() {
        return stepStates().getStateSize();
    }

    /** Subtasks that stepped. */
    public int parallelism() {
        return stepStates().getParallelism();
    }

    /**
     * Reads streams, one at a time, in no order.
     *
     * @param only the one that is wanted, with its neurons; null for all, without theirs
     */
    @SuppressWarnings("try") // an interrupt while it closes ends the command as any other failure
    public void read(String only, Consumer<StoredStream> out) {
        Configuration flink = new Configuration();
        flink.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        try (CloseableIterator<Row> rows =
                SavepointReader.read(env, uri, backend())
                        .readKeyedState(
                                STEP, new StreamReader(only), Types.STRING, StoredStream.ROW)
                        .collectAsync()) {
            JobClient job = env.executeAsync("inspect streams");
            long read = 0;
            for (; rows.hasNext(); read++) {
                StoredStream stream = StoredStream.of(rows.next());
                if (only == null || only.equals(stream.name())) {
                    out.accept(stream);
                }
            }
            long stored =
                    job.getJobExecutionResult().get().getAccumulatorResult(StreamReader.COUNT);
            if (read != stored) {
                throw new IllegalStateException(
                        "%d of %d streams came through".formatted(read, stored));
            }
        } catch (Exception e) {
            throw new CommandException(
                    "%s cannot be read: %s".formatted(uri, JobFailedException.innermost(e)), e);
        }
    }

    /** RocksDB's own files can be read by RocksDB only; the format that savepoints usually have, by any. */
    private StateBackend backend() {
        boolean rocksDb =
                stepStates().getStates().stream()
                        .map(OperatorSubtaskState::getManagedKeyedState)
                        .flatMap(states -> states.stream())
                        .anyMatch(IncrementalKeyedStateHandle.class::isInstance);
        return rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
    }
}
