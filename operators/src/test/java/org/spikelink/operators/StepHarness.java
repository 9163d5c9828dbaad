package org.spikelink.operators;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.operators.state.StreamStateSerializer;
import org.spikelink.operators.types.OutgoingSerializer;

/** A running {@link StepOperator} in Flink's harness, with its metrics and its outputs. */
final class StepHarness implements AutoCloseable {
    private static final String STATE = "stream";
    private static final long MANAGED_BYTES = 3L << 20;

    private final MetricsByName metrics = new MetricsByName();
    private final MockEnvironment environment;
    private final KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> flink;
    private long checkpoints;

    private StepHarness(StepSetup setup) throws Exception {
        environment =
                new MockEnvironmentBuilder()
                        .setTaskName("test")
                        .setManagedMemorySize(MANAGED_BYTES)
                        .setMaxParallelism(StepSetup.MAX_PARALLELISM)
                        .setParallelism(setup.parallelism())
                        .setSubtaskIndex(setup.subtask())
                        .setMetricGroup(metrics.taskGroup())
                        .build();
        flink =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        operator(setup), Incoming::stream, Types.STRING, environment);
        flink.setStateBackend(setup.backend().create());
        flink.setup(new OutgoingSerializer());
    }

    private static StepOperator operator(StepSetup setup) {
        StepOperator operator =
                new StepOperator(
                        ModelFile.bytes(setup.model()),
                        setup.stepper(),
                        setup.bundle(),
                        setup.limit(),
                        setup.updates());
        return setup.switchesModel() ? operator.switchingModel() : operator;
    }

    static StepHarness start(StepSetup setup) throws Exception {
        return restore(setup, null);
    }

    /** Starts from a snapshot; from nothing where it is null. */
    static StepHarness restore(StepSetup setup, OperatorSubtaskState snapshot) throws Exception {
        StepHarness harness = new StepHarness(setup);
        try {
            harness.flink.initializeState(snapshot);
            harness.flink.open();
            return harness;
        } catch (Exception e) {
            // As a task does; the harness would finish an operator that was never opened.
            harness.operator().close();
            harness.environment.close();
            throw e;
        }
    }

    KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> flink() {
        return flink;
    }

    AbstractStreamOperator<Outgoing> operator() {
        return flink.getOperator();
    }

    MetricsByName metrics() {
        return metrics;
    }

    StepHarness feed(SensorBatch... batches) throws Exception {
        return feed(List.of(batches));
    }

    StepHarness feed(List<SensorBatch> batches) throws Exception {
        for (SensorBatch batch : batches) {
            flink.processElement(new StreamRecord<>(batch, batch.origin().timestampMs()));
        }
        return this;
    }

    /** What was sent so far, without watermarks. */
    List<Outgoing> outputs() {
        return flink.getOutput().stream()
                .filter(StreamRecord.class::isInstance)
                .map(StepHarness::value)
                .toList();
    }

    /** What was sent so far, each record as text; watermarks as {@code watermark <ms>}. */
    List<String> outputsAndWatermarks() {
        return flink.getOutput().stream().map(StepHarness::text).toList();
    }

    private static String text(Object element) {
        return element instanceof Watermark watermark
                ? "watermark " + watermark.getTimestamp()
                : RecordText.of(value(element));
    }

    private static Outgoing value(Object element) {
        return (Outgoing) ((StreamRecord<?>) element).getValue();
    }

    /** A checkpoint as a task makes it: first what must be done before the barrier, then the snapshot. */
    OperatorSubtaskState checkpoint() throws Exception {
        checkpoints++;
        flink.prepareSnapshotPreBarrier(checkpoints);
        return flink.snapshot(checkpoints, checkpoints);
    }

    /** A savepoint in the format that every state backend reads, as {@code stop} makes it. */
    OperatorSubtaskState savepoint() throws Exception {
        checkpoints++;
        flink.prepareSnapshotPreBarrier(checkpoints);
        return flink.snapshotWithLocalState(
                        checkpoints,
                        checkpoints,
                        SavepointType.savepoint(SavepointFormatType.CANONICAL))
                .getJobManagerOwnedState();
    }

    /** Streams that have a state. */
    long streams() throws Exception {
        try (Stream<Object> keys =
                flink.getOperator().getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
            return keys.count();
        }
    }

    /** Streams whose network is kept. */
    long awake() throws Exception {
        var backend = flink.getOperator().<String>getKeyedStateBackend();
        var states =
                backend.getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new ValueStateDescriptor<>(STATE, new StreamStateSerializer()));
        List<String> streams;
        try (Stream<String> keys = backend.getKeys(STATE, VoidNamespace.INSTANCE)) {
            streams = keys.toList();
        }
        long awake = 0;
        for (String stream : streams) {
            backend.setCurrentKey(stream);
            awake += states.value().isOnlyNumbers() ? 0 : 1;
        }
        return awake;
    }

    @Override
    public void close() {
        try {
            flink.close();
            environment.close();
        } catch (Exception e) {
            throw new IllegalStateException("the harness must close cleanly", e);
        }
    }

    /** Lets processing time pass until no stream waits: turns follow as soon as no batch has come for a moment of real time. */
    void workOff() throws Exception {
        long endNs = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!metrics().gauge("waitingStreams").equals(0)) {
            if (System.nanoTime() - endNs > 0) {
                throw new AssertionError("streams still wait after two minutes");
            }
            flink().getProcessingTimeService().advance(5);
        }
    }
}
