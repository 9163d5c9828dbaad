package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.operators.StepSetup.Backend;

/** Snapshots in the middle of bins and windows: what follows is bit for bit what would have followed without. */
class SnapshotTest {
    private static final int STREAMS = 40;
    private static final int PHASE = 800;

    private final StepSetup setup =
            new StepSetup().with(BundleOptions.DEFAULTS.with(Duration.ofMinutes(1)));
    private final List<Outgoing> outputs = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aRestoredOperatorGoesOnInTheMiddleOfABin(Backend backend) throws Exception {
        long seed = 31;
        List<SensorBatch> batches = new RandomStreams(seed, STREAMS).next(4 * PHASE);
        OperatorSubtaskState snapshot = null;
        for (int phase = 0; phase < 4; phase++) {
            try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
                harness.feed(phase(batches, phase));
                snapshot = harness.checkpoint();
                outputs.addAll(harness.outputs());
            }
        }
        assertEqualsUninterrupted(seed, batches);
    }

    @ParameterizedTest
    @CsvSource({"HEAP, ROCKSDB", "ROCKSDB, HEAP", "ROCKSDB, ROCKSDB"})
    void aCanonicalSavepointMovesFromOneBackendToAnother(Backend from, Backend to)
            throws Exception {
        long seed = 32;
        List<SensorBatch> batches = new RandomStreams(seed, STREAMS).next(2 * PHASE);
        OperatorSubtaskState savepoint;
        try (StepHarness harness = StepHarness.start(setup.with(from))) {
            savepoint = harness.feed(phase(batches, 0)).savepoint();
            outputs.addAll(harness.outputs());
        }
        try (StepHarness harness = StepHarness.restore(setup.with(to), savepoint)) {
            harness.feed(phase(batches, 1)).operator().finish();
            outputs.addAll(harness.outputs());
        }
        assertEqualsUninterrupted(seed, batches);
    }

    /** Copy-on-write: the states that are being written must not be the ones that are being stepped. */
    @ParameterizedTest
    @EnumSource(Backend.class)
    void stepsTakenWhileASnapshotIsBeingWrittenAreNotInIt(Backend backend) throws Exception {
        long seed = 33;
        List<SensorBatch> batches = new RandomStreams(seed, STREAMS).next(2 * PHASE);
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup.with(backend))) {
            harness.feed(phase(batches, 0)).flink().prepareSnapshotPreBarrier(1);
            outputs.addAll(harness.outputs());
            OperatorSnapshotFutures beingWritten = beginSnapshot(harness);
            harness.feed(phase(batches, 1)).operator().finish();
            snapshot = OperatorSnapshotFinalizer.create(beingWritten).getJobManagerOwnedState();
        }
        try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
            harness.feed(phase(batches, 1)).operator().finish();
            outputs.addAll(harness.outputs());
        }
        assertEqualsUninterrupted(seed, batches);
    }

    private static OperatorSnapshotFutures beginSnapshot(StepHarness harness) throws Exception {
        return harness.operator()
                .snapshotState(
                        1,
                        1,
                        CheckpointOptions.forCheckpointWithDefaultLocation(),
                        new MemCheckpointStreamFactory(1 << 24));
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void streamsMoveWhenTheParallelismChanges(Backend backend) throws Exception {
        long seed = 34;
        List<SensorBatch> batches = new RandomStreams(seed, STREAMS).next(3 * PHASE);
        OperatorSubtaskState two = run(backend, phase(batches, 0), null, 2, 2);
        OperatorSubtaskState one = run(backend, phase(batches, 1), two, 2, 1);
        run(backend, phase(batches, 2), one, 1, 3);
        assertEqualsUninterrupted(seed, batches);
    }

    @Test
    void everySubtaskHasStreamsOfItsOwn() {
        List<SensorBatch> batches = new RandomStreams(34, STREAMS).next(PHASE);
        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            for (int n = 0; n < parallelism; n++) {
                assertThat(ofSubtask(batches, n, parallelism))
                        .as("batches of subtask %d of %d", n, parallelism)
                        .isNotEmpty();
            }
        }
    }

    /** Runs one phase on {@code to} subtasks, from the snapshot of {@code from}; gives their snapshot. */
    private OperatorSubtaskState run(
            Backend backend,
            List<SensorBatch> batches,
            OperatorSubtaskState snapshot,
            int from,
            int to)
            throws Exception {
        OperatorSubtaskState[] snapshots = new OperatorSubtaskState[to];
        for (int n = 0; n < to; n++) {
            StepSetup subtask = setup.with(backend).subtask(n, to);
            try (StepHarness harness = StepHarness.restore(subtask, part(snapshot, from, to, n))) {
                harness.feed(ofSubtask(batches, n, to));
                snapshots[n] = harness.checkpoint();
                outputs.addAll(harness.outputs());
            }
        }
        return AbstractStreamOperatorTestHarness.repackageState(snapshots);
    }

    static OperatorSubtaskState part(OperatorSubtaskState snapshot, int from, int to, int subtask) {
        return snapshot == null
                ? null
                : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        snapshot, StepSetup.MAX_PARALLELISM, from, to, subtask);
    }

    private static List<SensorBatch> ofSubtask(
            List<SensorBatch> batches, int subtask, int parallelism) {
        return batches.stream()
                .filter(
                        batch ->
                                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                                batch.stream(),
                                                StepSetup.MAX_PARALLELISM,
                                                parallelism)
                                        == subtask)
                .toList();
    }

    private static List<SensorBatch> phase(List<SensorBatch> batches, int phase) {
        return batches.subList(phase * PHASE, (phase + 1) * PHASE);
    }

    private void assertEqualsUninterrupted(long seed, List<SensorBatch> batches) {
        BareStepper expected = new BareStepper(setup.model(), setup.stepper()).feed(batches);
        assertThat(expected.counters().spikes()).as("spikes, seed %d", seed).isGreaterThan(1_000);
        assertThat(BareStepper.byStream(outputs))
                .as("outputs by stream, seed %d", seed)
                .isEqualTo(expected.outputsByStream());
    }
}
