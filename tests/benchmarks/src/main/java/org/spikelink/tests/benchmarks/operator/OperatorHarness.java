package org.spikelink.tests.benchmarks.operator;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BundleOptions;
import org.spikelink.operators.StepOperator;
import org.spikelink.operators.StreamLimit;
import org.spikelink.operators.types.OutgoingSerializer;

/** A running operator whose output is discarded. Checkpoints go to a folder. */
final class OperatorHarness implements AutoCloseable {
    private static final long MANAGED_BYTES = 512L << 20;
    private static final int MAX_PARALLELISM = 128;

    private final MockEnvironment environment;
    private final KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> flink;
    private long checkpoints;

    /**
     * Starts an operator.
     *
     * @param bundle batches stepped together
     * @param folder for checkpoints
     * @param restored what it starts from, null for nothing
     */
    OperatorHarness(
            Model model, int bundle, Backend backend, Path folder, OperatorSubtaskState restored)
            throws Exception {
        this(model, StepperOptions.DEFAULTS, bundle, backend, folder, restored);
    }

    /** Starts an operator with these options. */
    OperatorHarness(
            Model model,
            StepperOptions options,
            int bundle,
            Backend backend,
            Path folder,
            OperatorSubtaskState restored)
            throws Exception {
        this(model, options, null, bundle, backend, folder, restored);
    }

    /** Starts an operator whose streams change their model as {@code updates} say; null if they do not. */
    OperatorHarness(
            Model model,
            StepperOptions options,
            ModelUpdates updates,
            int bundle,
            Backend backend,
            Path folder,
            OperatorSubtaskState restored)
            throws Exception {
        environment =
                new MockEnvironmentBuilder()
                        .setTaskName("bench")
                        .setManagedMemorySize(MANAGED_BYTES)
                        .setMaxParallelism(MAX_PARALLELISM)
                        .build();
        flink =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new StepOperator(
                                ModelFile.bytes(model),
                                options,
                                bundle(bundle),
                                StreamLimit.DEFAULT,
                                updates),
                        Incoming::stream,
                        Types.STRING,
                        environment);
        flink.setStateBackend(backend.create());
        flink.setCheckpointStorage(new FileSystemCheckpointStorage(folder.toUri()));
        flink.getExecutionConfig().setUseSnapshotCompression(true); // as the job does
        flink.setup(new OutgoingSerializer());
        flink.initializeState(restored);
        flink.open();
    }

    /** Only the number of batches ends a bundle: no clock runs here. */
    private static BundleOptions bundle(int batches) {
        return new BundleOptions(batches, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofMinutes(1));
    }

    void feed(SensorBatch batch) throws Exception {
        flink.processElement(new StreamRecord<>(batch, batch.origin().timestampMs()));
        flink.getOutput().clear();
    }

    /**
     * Does what other threads have handed to the task, as a task does between two records.
     *
     * @return how much it was
     */
    int runMail() throws Exception {
        int count = 0;
        var mail = flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        while (mail.isPresent()) {
            mail.get().run();
            count++;
            mail = flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        }
        return count;
    }

    /** A checkpoint as a task makes it, written to the end. */
    OperatorSubtaskState checkpoint() throws Exception {
        checkpoints++;
        flink.prepareSnapshotPreBarrier(checkpoints);
        flink.getOutput().clear();
        return flink.snapshot(checkpoints, checkpoints);
    }

    @Override
    public void close() throws Exception {
        flink.close();
        environment.close();
    }
}
