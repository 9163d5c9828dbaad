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
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepCounters;
import org.spikelink.operators.StepSetup.Backend;

/** Filters that remember something: what follows a snapshot is bit for bit what would have followed without. */
class FilteredStreamsTest {
    private static final int STREAMS = 12;
    private static final int PHASE = 600;

    private static final BundleOptions SHORT_TURNS =
            new BundleOptions(
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Duration.ofMillis(5),
                    Duration.ZERO);

    private final StepSetup setup = new StepSetup().with(TestModels.filtered());
    private final List<Outgoing> outputs = new ArrayList<>();

    @Test
    void eachFilterOfTheseTestsDropsEvents() {
        StepCounters counters =
                new BareStepper(setup.model(), setup.stepper())
                        .feed(new RandomStreams(41, STREAMS).next(4 * PHASE))
                        .counters();
        for (int n = 0; n < counters.filters(); n++) {
            assertThat(counters.filtered(n)).as("filter %d", n).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aRestoredOperatorFiltersAsIfNothingHadHappened(Backend backend) throws Exception {
        run(setup.with(backend).with(BundleOptions.DEFAULTS.with(Duration.ofMinutes(1))));
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aBatchThatWaitsIsFilteredAsIfItHadNot(Backend backend) throws Exception {
        run(setup.with(backend).with(SHORT_TURNS));
    }

    @ParameterizedTest
    @CsvSource({"HEAP, ROCKSDB", "ROCKSDB, HEAP"})
    void aCanonicalSavepointMovesFromOneBackendToAnother(Backend from, Backend to)
            throws Exception {
        List<SensorBatch> batches = new RandomStreams(42, STREAMS).next(2 * PHASE);
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
    void droppedEventsAreAMetricOfEachFilter() throws Exception {
        List<SensorBatch> batches = new RandomStreams(43, STREAMS).next(PHASE);
        StepCounters counters =
                new BareStepper(setup.model(), setup.stepper()).feed(batches).counters();
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(batches).operator().finish();
            assertThat(harness.metrics().counter("filteredEvents.0"))
                    .isEqualTo(counters.filtered(0));
        }
    }

    private void run(StepSetup with) throws Exception {
        List<SensorBatch> batches = new RandomStreams(41, STREAMS).next(4 * PHASE);
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

    private static List<SensorBatch> phase(List<SensorBatch> batches, int phase) {
        return batches.subList(phase * PHASE, (phase + 1) * PHASE);
    }

    private void assertEqualsUninterrupted(List<SensorBatch> batches) {
        BareStepper expected = new BareStepper(setup.model(), setup.stepper()).feed(batches);
        assertThat(expected.counters().spikes()).isGreaterThan(1_000);
        assertThat(BareStepper.byStream(outputs)).isEqualTo(expected.outputsByStream());
    }
}
