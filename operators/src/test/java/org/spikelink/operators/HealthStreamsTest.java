package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SensorHealth.Trouble;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.StepSetup.Backend;

/** The health of sensors: what is reported after a snapshot is what would have been reported without. */
class HealthStreamsTest {
    private static final int STREAMS = 12;
    private static final int PHASE = 300;

    private static final BundleOptions SHORT_TURNS =
            new BundleOptions(
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Duration.ofMillis(5),
                    Duration.ZERO);

    private final StepSetup setup =
            new StepSetup().with(StepperOptions.DEFAULTS.with(HealthLimits.DEFAULTS));
    private final List<Outgoing> outputs = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aRestoredOperatorReportsAsIfNothingHadHappened(Backend backend) throws Exception {
        run(setup.with(backend).with(BundleOptions.DEFAULTS.with(Duration.ofMinutes(1))));
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aBatchThatWaitsIsMeasuredOnce(Backend backend) throws Exception {
        run(setup.with(backend).with(SHORT_TURNS));
    }

    private void run(StepSetup with) throws Exception {
        List<SensorBatch> batches = new RandomStreams(51, STREAMS).next(4 * PHASE);
        OperatorSubtaskState snapshot = null;
        for (int phase = 0; phase < 4; phase++) {
            try (StepHarness harness = StepHarness.restore(with, snapshot)) {
                harness.feed(phase(batches, phase));
                snapshot = harness.checkpoint();
                outputs.addAll(harness.outputs());
            }
        }
        try (StepHarness harness = StepHarness.restore(with, snapshot)) {
            harness.operator().finish();
            outputs.addAll(harness.outputs());
        }
        assertEqualsUninterrupted(batches);
    }

    @ParameterizedTest
    @CsvSource({"HEAP, ROCKSDB", "ROCKSDB, HEAP"})
    void aCanonicalSavepointMovesFromOneBackendToAnother(Backend from, Backend to)
            throws Exception {
        List<SensorBatch> batches = new RandomStreams(52, STREAMS).next(2 * PHASE);
        OperatorSubtaskState savepoint;
        try (StepHarness harness = StepHarness.start(setup.with(from))) {
            savepoint = harness.feed(phase(batches, 0)).savepoint();
            outputs.addAll(harness.outputs());
        }
        try (StepHarness harness = StepHarness.restore(setup.with(to), savepoint)) {
            harness.feed(phase(batches, 1)).operator().finish();
            outputs.addAll(harness.outputs());
        }
        assertEqualsUninterrupted(batches);
    }

    @Test
    void withoutHealthNothingElseChanges() throws Exception {
        List<SensorBatch> batches = new RandomStreams(53, STREAMS).next(PHASE);
        BareStepper without = new BareStepper(setup.model(), StepperOptions.DEFAULTS).feed(batches);
        List<Outgoing> others =
                new BareStepper(setup.model(), setup.stepper())
                        .feed(batches).outputs().stream()
                                .filter(out -> !(out instanceof SensorHealth))
                                .toList();
        assertThat(without.outputs()).noneMatch(SensorHealth.class::isInstance);
        assertThat(RecordText.of(others)).isEqualTo(RecordText.of(without.outputs()));
    }

    @Test
    void aJobThatNowMeasuresHealthRestoresStateWithout() throws Exception {
        List<SensorBatch> batches = new RandomStreams(54, STREAMS).next(2 * PHASE);
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup.with(StepperOptions.DEFAULTS))) {
            snapshot = harness.feed(phase(batches, 0)).checkpoint();
        }
        try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
            snapshot = harness.feed(phase(batches, 1)).checkpoint();
            assertThat(harness.outputs()).anyMatch(SensorHealth.class::isInstance);
        }
        try (StepHarness harness =
                StepHarness.restore(setup.with(StepperOptions.DEFAULTS), snapshot)) {
            harness.feed(new RandomStreams(55, STREAMS).next(PHASE));
            assertThat(harness.outputs()).noneMatch(SensorHealth.class::isInstance);
        }
    }

    @Test
    void theEndOfASessionReportsItsLastSecond() throws Exception {
        BatchBuilder sensor = new BatchBuilder("cam");
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(
                    sensor.session(1).sequence(0).packed(0, 1, 2, 3),
                    sensor.session(1).sequence(4).end().packed(100));
            SensorHealth health = only(harness.outputs());
            assertThat(health.events()).isEqualTo(3);
            assertThat(health.missing()).isEqualTo(3);
            assertThat(health.troubles()).containsExactly(Trouble.MISSING_BATCHES);
            assertThat(harness.metrics().counter("healthReports")).isEqualTo(1);
            assertThat(harness.metrics().counter("healthTroubles.missing_batches")).isEqualTo(1);
            assertThat(harness.metrics().counter("healthTroubles.flicker")).isZero();
        }
    }

    private static SensorHealth only(List<Outgoing> outputs) {
        List<Outgoing> found = outputs.stream().filter(SensorHealth.class::isInstance).toList();
        assertThat(found).hasSize(1);
        return (SensorHealth) found.get(0);
    }

    private static List<SensorBatch> phase(List<SensorBatch> batches, int phase) {
        return batches.subList(phase * PHASE, (phase + 1) * PHASE);
    }

    private void assertEqualsUninterrupted(List<SensorBatch> batches) {
        BareStepper expected = new BareStepper(setup.model(), setup.stepper()).feed(batches);
        assertThat(expected.outputs().stream().filter(SensorHealth.class::isInstance))
                .hasSizeGreaterThan(30);
        assertThat(BareStepper.byStream(outputs)).isEqualTo(expected.outputsByStream());
    }
}
