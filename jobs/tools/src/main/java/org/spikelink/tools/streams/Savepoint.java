package org.spikelink.tools.streams;

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
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.local.job.JobFailedException;

/** A savepoint or checkpoint of the job on disk. */
public final class Savepoint {
    private static final OperatorIdentifier STEP = OperatorIdentifier.forUid("step");

    private final String uri;
    private final CheckpointMetadata metadata;

    /**
     * Opens a savepoint.
     *
     * @param uri of its folder
     * @throws SpikelinkException if it is not a savepoint of this job
     */
    public Savepoint(String uri) {
        this.uri = uri;
        try {
            metadata = SavepointLoader.loadSavepointMetadata(uri);
        } catch (IOException | RuntimeException e) {
            throw new SpikelinkException(
                    "%s must be a savepoint or checkpoint (%s)".formatted(uri, e.getMessage()), e);
        }
        if (stepStates() == null) {
            throw new SpikelinkException(
                    "%s must be a savepoint of the classify job (it has no operator \"step\")"
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

    /** Size of all streams' states as stored. */
    public long bytes() {
        return stepStates().getStateSize();
    }

    /** Number of subtasks of the step operator. */
    public int parallelism() {
        return stepStates().getParallelism();
    }

    /**
     * Reads streams one at a time, in no particular order.
     *
     * @param only the only stream to read, with its neurons; null for all, without neurons
     */
    @SuppressWarnings("try") // an interrupt while it closes ends the command like any other failure
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
                throw new IllegalStateException("read %d of %d streams".formatted(read, stored));
            }
        } catch (Exception e) {
            throw new SpikelinkException(
                    "%s cannot be read: %s".formatted(uri, JobFailedException.rootCause(e)), e);
        }
    }

    /** Only RocksDB can read its own files; any state backend can read the canonical savepoint format. */
    private StateBackend backend() {
        boolean rocksDb =
                stepStates().getStates().stream()
                        .map(OperatorSubtaskState::getManagedKeyedState)
                        .flatMap(states -> states.stream())
                        .anyMatch(IncrementalKeyedStateHandle.class::isInstance);
        return rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
    }
}
