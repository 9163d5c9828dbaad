package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.operators.TestModels.BIN_US;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepCounters;

/** What a reporter sees under the operator's metric group. */
class StepMetricsTest {
    private static final List<String> COUNTERS =
            List.of(
                    "steps",
                    "events",
                    "spikes",
                    "late",
                    "repeated",
                    "missing",
                    "rejected",
                    "clockResets",
                    "gaps");

    @Test
    void everyMetricIsThereBeforeTheFirstBatch() throws Exception {
        List<String> names = new ArrayList<>(COUNTERS);
        names.addAll(List.of("undecodable", "bundleSize", "stepLatencyNs", "endToEndLatencyMs"));
        for (FlushReason reason : FlushReason.values()) {
            names.add("flushes." + reason.name().toLowerCase(Locale.ROOT));
        }
        try (StepHarness harness = StepHarness.start(new StepSetup())) {
            assertThat(harness.metrics().names()).containsAll(names);
            assertThat(COUNTERS).allMatch(name -> harness.metrics().counter(name) == 0);
        }
    }

    @Test
    void whatCouldNotBeDecodedPassesThroughAtOnceAndIsCounted() throws Exception {
        Rejected rejected =
                Rejected.of("", new byte[] {1}, "no batch", new Origin("sensors", 0, 7, 1_000));
        StepSetup setup = new StepSetup().with(StepSetup.UNLIMITED);
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(new BatchBuilder("sensor").at(0));
            harness.flink().processElement(new StreamRecord<>(rejected));
            assertThat(harness.outputs()).containsExactly(rejected);
            assertThat(harness.metrics().counter("undecodable")).isEqualTo(1);
            assertThat(harness.metrics().counter("rejected")).isZero();
        }
    }

    @Test
    void countersTellWhatTheBareStepperCounts() throws Exception {
        long seed = 41;
        List<SensorBatch> batches = new RandomStreams(seed, 40).next(4_000);
        StepSetup setup = new StepSetup().with(StepSetup.ONE_TURN);
        StepCounters expected =
                new BareStepper(setup.model(), setup.stepper()).feed(batches).counters();
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(batches).operator().finish();
            assertThat(COUNTERS.stream().map(harness.metrics()::counter))
                    .as("%s, seed %d", COUNTERS, seed)
                    .containsExactly(
                            expected.steps(),
                            expected.events(),
                            expected.spikes(),
                            expected.late(),
                            expected.repeated(),
                            expected.missing(),
                            expected.rejected(),
                            expected.clockResets(),
                            expected.gaps())
                    .allMatch(count -> count > 0);
        }
    }

    @Test
    void bundleSizesAndFlushesTellEachBundle() throws Exception {
        StepSetup setup = new StepSetup().with(StepSetup.UNLIMITED);
        BatchBuilder sensor = new BatchBuilder("sensor");
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(sensor.at(0), sensor.at(BIN_US)).flink().processWatermark(1);
            harness.feed(sensor.at(2 * BIN_US)).checkpoint();
            harness.feed(sensor.at(3 * BIN_US), sensor.at(3 * BIN_US + 1), sensor.at(4 * BIN_US));
            harness.operator().finish();
            assertThat(values(harness, "bundleSize")).containsExactly(2L, 1L, 3L);
            assertThat(harness.metrics().flushes(FlushReason.WATERMARK)).isEqualTo(1);
            assertThat(harness.metrics().flushes(FlushReason.CHECKPOINT)).isEqualTo(1);
            assertThat(harness.metrics().flushes(FlushReason.FINISH)).isEqualTo(1);
            assertThat(harness.metrics().flushes()).isEqualTo(3);
        }
    }

    @Test
    void aFlushWithoutStepsHasNoLatency() throws Exception {
        BatchBuilder sensor = new BatchBuilder("sensor");
        try (StepHarness harness = StepHarness.start(new StepSetup())) {
            harness.feed(sensor.at(0), sensor.at(1));
            assertThat(harness.metrics().histogram("stepLatencyNs").getCount()).isZero();
            harness.feed(sensor.at(BIN_US));
            assertThat(harness.metrics().histogram("stepLatencyNs").getCount()).isEqualTo(1);
        }
    }

    @Test
    void theLatencyIsTheFlushesTimeDividedByItsSteps() throws Exception {
        BatchBuilder sensor = new BatchBuilder("sensor");
        StepSetup setup = new StepSetup().with(StepSetup.UNLIMITED);
        try (StepHarness harness = StepHarness.start(setup)) {
            for (int bin = 0; bin < 1_001; bin++) {
                harness.feed(sensor.at(bin * BIN_US));
            }
            long startNs = System.nanoTime();
            harness.flink().processWatermark(1);
            long tookNs = System.nanoTime() - startNs;
            assertThat(harness.metrics().counter("steps")).isEqualTo(1_000);
            HistogramStatistics latency =
                    harness.metrics().histogram("stepLatencyNs").getStatistics();
            assertThat(latency.size()).isEqualTo(1);
            assertThat(latency.getMax()).isPositive().isLessThanOrEqualTo(tookNs / 1_000);
        }
    }

    @Test
    void nobodyElseCanCount() throws Exception {
        try (StepHarness harness = StepHarness.start(new StepSetup())) {
            Counter steps = harness.metrics().counterNamed("steps");
            assertThatThrownBy(steps::inc).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> steps.dec(3)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static LongStream values(StepHarness harness, String name) {
        return LongStream.of(harness.metrics().histogram(name).getStatistics().getValues());
    }
}
