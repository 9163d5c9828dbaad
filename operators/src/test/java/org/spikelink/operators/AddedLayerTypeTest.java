package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.core.fixture.leaky.LeakyModels;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.StepSetup.Backend;

/** A model with a layer type that neither core nor the operator names, through snapshots and savepoints. */
final class AddedLayerTypeTest {
    private static final int STREAMS = 20;
    private static final int PHASE = 300;

    private static StepSetup setup(double fatigue, Backend backend) {
        Slicing slicing = new Slicing.Time(TestModels.BIN_US, Slicing.Origin.FIRST_EVENT);
        Model model =
                LeakyModels.of(
                        new InputSpec.Events(
                                TestModels.WIDTH,
                                TestModels.HEIGHT,
                                2,
                                1,
                                InputSpec.Value.COUNT,
                                slicing),
                        fatigue,
                        new DecisionSpec(
                                TestModels.WINDOW_BINS, TestModels.WINDOW_BINS / 2, false));
        return new StepSetup()
                .with(model)
                .with(StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL))
                .with(StepSetup.ONE_TURN)
                .with(backend);
    }

    @ParameterizedTest
    @CsvSource({"0, HEAP, HEAP", "0, ROCKSDB, ROCKSDB", "0.1, HEAP, ROCKSDB", "0.1, ROCKSDB, HEAP"})
    void aRestoredOperatorContinuesWithTheSameBits(double fatigue, Backend from, Backend to)
            throws Exception {
        List<SensorBatch> batches = new RandomStreams(41, STREAMS).next(2 * PHASE);
        List<Outgoing> outputs = new ArrayList<>();
        OperatorSubtaskState savepoint;
        try (StepHarness harness = StepHarness.start(setup(fatigue, from))) {
            savepoint = harness.feed(batches.subList(0, PHASE)).savepoint();
            outputs.addAll(harness.outputs());
        }
        try (StepHarness harness = StepHarness.restore(setup(fatigue, to), savepoint)) {
            harness.feed(batches.subList(PHASE, 2 * PHASE)).operator().finish();
            outputs.addAll(harness.outputs());
        }
        StepSetup setup = setup(fatigue, from);
        BareStepper expected = new BareStepper(setup.model(), setup.stepper()).feed(batches);
        assertThat(expected.counters().spikes()).isGreaterThan(1_000);
        assertThat(BareStepper.byStream(outputs)).isEqualTo(expected.outputsByStream());
    }
}
