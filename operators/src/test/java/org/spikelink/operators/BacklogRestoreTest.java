package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.operators.TestModels.BIN_US;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.StepSetup.Backend;

/** Batches that wait while a snapshot is made: they follow their streams, and nothing but time is needed to step them. */
class BacklogRestoreTest {
    private static final int STREAMS = 12;
    private static final int EVENTS = 8;
    private static final long BINS = 100L * EVENTS;
    private static final long TTL_MS = 10_000;

    private static final BundleOptions SHORT_TURNS =
            new BundleOptions(
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Duration.ofMillis(5),
                    Duration.ZERO);

    private final StepSetup setup =
            new StepSetup()
                    .with(SHORT_TURNS)
                    .with(
                            new StepperOptions(
                                    StepperOptions.DEFAULTS.maxGapBins(),
                                    StepperOptions.DEFAULTS.maxBinsPerBatch(),
                                    Duration.ofMillis(TTL_MS),
                                    StepperOptions.Spikes.ALL));
    private final List<BatchBuilder> streams = new ArrayList<>();
    private final List<Outgoing> outputs = new ArrayList<>();

    /** What makes a restored task step what waits. */
    private enum Then {
        TIME {
            @Override
            void happens(StepHarness harness) throws Exception {
                harness.workOff();
            }
        },
        LAST_WATERMARK {
            @Override
            void happens(StepHarness harness) throws Exception {
                harness.flink().processWatermark(Watermark.MAX_WATERMARK);
            }
        },
        END_OF_INPUT {
            @Override
            void happens(StepHarness harness) throws Exception {
                harness.operator().finish();
            }
        };

        abstract void happens(StepHarness harness) throws Exception;
    }

    BacklogRestoreTest() {
        for (int n = 0; n < STREAMS; n++) {
            streams.add(new BatchBuilder("sensor-" + n));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEAP, HEAP, CHECKPOINT, TIME, 1, 1",
        "HEAP, HEAP, CHECKPOINT, TIME, 2, 3",
        "HEAP, HEAP, CHECKPOINT, END_OF_INPUT, 3, 1",
        "HEAP, HEAP, SAVEPOINT, TIME, 2, 1",
        "HEAP, HEAP, SAVEPOINT, LAST_WATERMARK, 1, 3",
        "HEAP, ROCKSDB, SAVEPOINT, TIME, 2, 3",
        "ROCKSDB, ROCKSDB, CHECKPOINT, TIME, 2, 3",
        "ROCKSDB, ROCKSDB, CHECKPOINT, LAST_WATERMARK, 3, 1",
        "ROCKSDB, ROCKSDB, CHECKPOINT, END_OF_INPUT, 1, 3",
        "ROCKSDB, ROCKSDB, SAVEPOINT, TIME, 2, 1",
        "ROCKSDB, HEAP, SAVEPOINT, END_OF_INPUT, 2, 3",
    })
    void whatWaitsIsSteppedWithoutFurtherInput(
            Backend before, Backend after, String kind, Then then, int from, int to)
            throws Exception {
        List<SensorBatch> batches = new ArrayList<>(longBatches(0));
        batches.addAll(longBatches(BINS * BIN_US));
        boolean isSavepoint = kind.equals("SAVEPOINT");
        OperatorSubtaskState snapshot = null;
        // Twice: what was restored and still waits must be in the next snapshot as well.
        for (List<SensorBatch> phase : List.of(batches, List.<SensorBatch>of())) {
            OperatorSubtaskState[] parts = new OperatorSubtaskState[from];
            for (int n = 0; n < from; n++) {
                OperatorSubtaskState part = SnapshotTest.part(snapshot, from, from, n);
                StepSetup subtask = setup.with(before).subtask(n, from);
                try (StepHarness harness = StepHarness.restore(subtask, part)) {
                    harness.feed(ofSubtask(phase, n, from));
                    parts[n] = isSavepoint ? harness.savepoint() : harness.checkpoint();
                    outputs.addAll(harness.outputs());
                    assertThat((int) harness.metrics().gauge("waitingBatches")).isPositive();
                }
            }
            snapshot = AbstractStreamOperatorTestHarness.repackageState(parts);
        }
        int waiting = 0;
        for (int n = 0; n < to; n++) {
            OperatorSubtaskState part = SnapshotTest.part(snapshot, from, to, n);
            StepSetup subtask = setup.with(after).subtask(n, to);
            try (StepHarness harness = StepHarness.restore(subtask, part)) {
                waiting += (int) harness.metrics().gauge("waitingStreams");
                then.happens(harness);
                assertThat(harness.metrics().gauge("waitingStreams")).isEqualTo(0);
                outputs.addAll(harness.outputs());
            }
        }
        assertThat(waiting).isEqualTo(STREAMS);
        assertOutputsAreThoseOf(batches);
    }

    /** Turns go on while the heap's or RocksDB's snapshot is being written. */
    @ParameterizedTest
    @EnumSource(Backend.class)
    void turnsTakenWhileASnapshotIsBeingWrittenAreNotInIt(Backend backend) throws Exception {
        List<SensorBatch> batches = longBatches(0);
        List<SensorBatch> later = longBatches(BINS * BIN_US);
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup.with(backend))) {
            harness.feed(batches).flink().prepareSnapshotPreBarrier(1);
            outputs.addAll(harness.outputs());
            OperatorSnapshotFutures beingWritten =
                    harness.operator()
                            .snapshotState(
                                    1,
                                    1,
                                    CheckpointOptions.forCheckpointWithDefaultLocation(),
                                    new MemCheckpointStreamFactory(1 << 24));
            harness.feed(later);
            Then.TIME.happens(harness);
            harness.flink().prepareSnapshotPreBarrier(2);
            snapshot = OperatorSnapshotFinalizer.create(beingWritten).getJobManagerOwnedState();
        }
        try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
            harness.feed(later).operator().finish();
            outputs.addAll(harness.outputs());
        }
        batches.addAll(later);
        assertOutputsAreThoseOf(batches);
    }

    /** As happens when a job catches up: hours of event time pass while a stream waits for its turn. */
    @ParameterizedTest
    @EnumSource(Backend.class)
    void aStreamThatWaitsIsNotSilent(Backend backend) throws Exception {
        List<SensorBatch> batches = longBatches(0);
        OperatorSubtaskState snapshot;
        long startMs = batches.get(0).origin().timestampMs();
        try (StepHarness harness = StepHarness.start(setup.with(backend))) {
            harness.feed(batches).flink().processWatermark(startMs);
            for (int n = 1; n <= 40; n++) {
                harness.flink().processWatermark(startMs + 3L * n * TTL_MS);
            }
            snapshot = harness.checkpoint();
            outputs.addAll(harness.outputs());
        }
        try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
            assertThat(harness.metrics().gauge("waitingStreams")).isEqualTo(STREAMS);
            harness.flink().processWatermark(startMs + 200 * TTL_MS);
            Then.TIME.happens(harness);
            assertThat(harness.awake()).isEqualTo(STREAMS);
            outputs.addAll(harness.outputs());
            assertOutputsAreThoseOf(batches);
            harness.flink().processWatermark(startMs + 204 * TTL_MS);
            assertThat(harness.awake()).as("streams whose network is kept once silent").isZero();
            harness.flink().processWatermark(startMs + 300 * TTL_MS);
            assertThat(harness.streams()).isZero();
        }
    }

    @Test
    void everySubtaskHasStreamsThatWait() {
        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            for (int n = 0; n < parallelism; n++) {
                assertThat(ofSubtask(longBatches(0), n, parallelism)).isNotEmpty();
            }
        }
    }

    /** One of each stream: a few events, 100 bins apart, and what follows of them. */
    private List<SensorBatch> longBatches(long startUs) {
        List<SensorBatch> batches = new ArrayList<>();
        for (BatchBuilder stream : streams) {
            long[] timesUs = new long[EVENTS];
            for (int n = 0; n < EVENTS; n++) {
                timesUs[n] = startUs + n * 100L * BIN_US;
            }
            batches.add(stream.untilUs(startUs + BINS * BIN_US).at(timesUs));
        }
        return batches;
    }

    private static List<SensorBatch> ofSubtask(List<SensorBatch> batches, int n, int parallelism) {
        return batches.stream()
                .filter(
                        batch ->
                                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                                batch.stream(),
                                                StepSetup.MAX_PARALLELISM,
                                                parallelism)
                                        == n)
                .toList();
    }

    private void assertOutputsAreThoseOf(List<SensorBatch> batches) {
        assertThat(BareStepper.byStream(outputs))
                .isEqualTo(
                        new BareStepper(setup.model(), setup.stepper())
                                .feed(batches)
                                .outputsByStream());
    }
}
