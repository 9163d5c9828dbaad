package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.operators.TestModels.BIN_US;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;

/** A running job goes on with the model that it was started with, or with another version. */
class ModelPinTest {
    private final Model first = TestModels.events("1", 7);
    private final Model changed = TestModels.events("1", 8);
    private final Model second = TestModels.events("2", 8);
    private final BatchBuilder sensor = new BatchBuilder("sensor");

    @Test
    void theSameModelIsTaken() throws Exception {
        OperatorSubtaskState snapshot = snapshot(first, StepSetup.Backend.HEAP);
        StepSetup setup = new StepSetup().with(TestModels.events("1", 7));
        try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
            harness.feed(bins(3, 2));
            assertThat(firstSteps(harness.outputs())).containsExactly(2L, 3L);
        }
    }

    @Test
    void otherContentUnderTheSameNameAndVersionIsRejected() throws Exception {
        OperatorSubtaskState snapshot = snapshot(first, StepSetup.Backend.HEAP);
        assertThatThrownBy(() -> StepHarness.restore(new StepSetup().with(changed), snapshot))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessage(
                        "model test/1 must have the content that the job was started with, sha256 "
                                + first.sha256()
                                + " (got "
                                + changed.sha256()
                                + "): give changed content a new version");
    }

    @Test
    void everySubtaskRejectsItIncludingNewOnes() throws Exception {
        OperatorSubtaskState snapshot = snapshot(first, StepSetup.Backend.HEAP);
        for (int n = 0; n < 3; n++) {
            StepSetup subtask = new StepSetup().with(changed).subtask(n, 3);
            OperatorSubtaskState part = SnapshotTest.part(snapshot, 1, 3, n);
            assertThatThrownBy(() -> StepHarness.restore(subtask, part))
                    .as("subtask %d", n)
                    .rootCause()
                    .hasMessageContaining("model test/1 must have the content");
        }
    }

    @ParameterizedTest
    @EnumSource(StepSetup.Backend.class)
    void anotherVersionRestartsNetworksAndKeepsSessionSequenceAndStep(StepSetup.Backend backend)
            throws Exception {
        OperatorSubtaskState snapshot = snapshot(first, backend);
        StepSetup setup = new StepSetup().with(second).with(backend).switchingModel();
        List<SensorBatch> more = bins(3, 12);
        try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
            harness.feed(more);
            assertThat(harness.metrics().counter("missing")).isZero();
            assertThat(harness.metrics().counter("repeated")).isZero();
            assertThat(firstSteps(harness.outputs()).get(0)).isEqualTo(2);
            assertThat(spikes(harness.outputs())).isNotEmpty().isEqualTo(ofANewStream(more));
            harness.feed(more.get(11));
            assertThat(harness.metrics().counter("repeated")).isEqualTo(1);
        }
    }

    @Test
    void anotherVersionMustBeAskedFor() throws Exception {
        OperatorSubtaskState snapshot = snapshot(first, StepSetup.Backend.HEAP);
        assertThatThrownBy(() -> StepHarness.restore(new StepSetup().with(second), snapshot))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessage(
                        "model must be that of the restored job, test/1 %s (got test/2 %s); to change it, add --switch-model: each stream then starts from zero",
                        first.sha256(), second.sha256());
        OperatorSubtaskState later;
        StepSetup asked = new StepSetup().with(second).switchingModel();
        try (StepHarness harness = StepHarness.restore(asked, snapshot)) {
            later = harness.checkpoint();
        }
        StepHarness.restore(new StepSetup().with(second), later).close();
        assertThatThrownBy(() -> StepHarness.restore(new StepSetup().with(first), later))
                .as("back to the first one")
                .rootCause()
                .hasMessageContaining("model must be that of the restored job, test/2");
    }

    @Test
    void everyVersionThatEverRanStaysPinned() throws Exception {
        OperatorSubtaskState snapshot = snapshot(first, StepSetup.Backend.HEAP);
        OperatorSubtaskState later;
        try (StepHarness harness =
                StepHarness.restore(new StepSetup().with(second).switchingModel(), snapshot)) {
            later = harness.checkpoint();
        }
        StepSetup other = new StepSetup().with(TestModels.events("2", 9));
        assertThatThrownBy(() -> StepHarness.restore(other, later))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageContaining("model test/2 must have the content");
        assertThatThrownBy(() -> StepHarness.restore(new StepSetup().with(changed), later))
                .as("an earlier version stays pinned")
                .rootCause()
                .hasMessageContaining("model test/1 must have the content");
    }

    /** The first model has stepped bins 0 and 1, bin 2 is open. */
    private OperatorSubtaskState snapshot(Model model, StepSetup.Backend backend) throws Exception {
        try (StepHarness harness = StepHarness.start(new StepSetup().with(model).with(backend))) {
            harness.feed(bins(0, 3));
            assertThat(firstSteps(harness.outputs())).containsExactly(0L, 1L);
            return harness.checkpoint();
        }
    }

    private List<SensorBatch> bins(int from, int count) {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = from; n < from + count; n++) {
            batches.add(sensor.at(n * BIN_US));
        }
        return batches;
    }

    private List<List<Integer>> ofANewStream(List<SensorBatch> batches) {
        StepSetup setup = new StepSetup();
        return spikes(new BareStepper(second, setup.stepper()).feed(batches).outputs());
    }

    private static List<Long> firstSteps(List<Outgoing> outputs) {
        return batches(outputs).stream().map(SpikeBatch::firstStep).toList();
    }

    /** What spiked, step by step, whatever the steps' numbers. */
    private static List<List<Integer>> spikes(List<Outgoing> outputs) {
        return batches(outputs).stream()
                .flatMap(batch -> batch.steps().stream())
                .map(step -> Arrays.stream(step.neurons()[0]).boxed().toList())
                .toList();
    }

    private static List<SpikeBatch> batches(List<Outgoing> outputs) {
        return outputs.stream()
                .filter(SpikeBatch.class::isInstance)
                .map(SpikeBatch.class::cast)
                .toList();
    }
}
