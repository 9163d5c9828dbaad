package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.spikelink.operators.TestModels.BIN_US;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.LayerCounters;
import org.spikelink.core.stepper.StepCounters;

/** What a reporter sees of each layer, and synaptic operations counted by hand. */
class LayerMetricsTest {
    private static final long X = 2L * TestModels.WIDTH * TestModels.HEIGHT;
    private static final long H = 16;
    private static final long CLASSES = 4;

    /** Events are counted, so what they cost are MACs; the second layer's inputs are spikes, so ACs. */
    @Test
    void operationsAreThoseOfActiveInputsAndOfAllMembranes() throws Exception {
        BatchBuilder sensor = new BatchBuilder("sensor");
        try (StepHarness harness = StepHarness.start(new StepSetup())) {
            // Two bins with one active input each, in the first of which two events fall on it.
            harness.feed(sensor.at(0, 1), sensor.at(BIN_US), sensor.at(2 * BIN_US));
            MetricsByName metrics = harness.metrics();
            long steps = 2;
            long active = 2;
            long spikes = metrics.counter("layerSpikes.0");

            assertThat(metrics.counter("layerActiveInputs.0")).isEqualTo(active);
            assertThat(metrics.counter("layerActiveInputs.1")).isEqualTo(spikes).isPositive();
            assertThat(metrics.counter("effectiveMacs"))
                    .isEqualTo(active * 4 * H + steps * 4 * H * H + steps * 4 * CLASSES * CLASSES);
            assertThat(metrics.counter("effectiveAcs")).isEqualTo(spikes * 4 * CLASSES);
            assertThat(metrics.counter("denseOperations"))
                    .isEqualTo(steps * 4 * H * (X + H) + steps * 4 * CLASSES * (H + CLASSES));
            assertThat(metrics.counter("spikes"))
                    .isEqualTo(spikes + metrics.counter("layerSpikes.1"));
        }
    }

    @Test
    void sharesAreThoseOfTheLastBundle() throws Exception {
        BatchBuilder sensor = new BatchBuilder("sensor");
        try (StepHarness harness = StepHarness.start(new StepSetup())) {
            MetricsByName metrics = harness.metrics();
            harness.feed(sensor.at(0), sensor.at(BIN_US));
            long before = metrics.counter("layerSpikes.0");
            // One bin with an event, then four silent ones.
            harness.feed(sensor.at(6 * BIN_US));
            long spikes = metrics.counter("layerSpikes.0") - before;

            assertThat((double) metrics.gauge("activeInputFraction.0"))
                    .isCloseTo(1.0 / (5 * X), within(1e-12));
            assertThat((double) metrics.gauge("firingRate.0"))
                    .isCloseTo((double) spikes / (5 * H), within(1e-12));
        }
    }

    @Test
    void theModelIsAGaugeOfOneUnderItsNameAndVersion() throws Exception {
        try (StepHarness harness = StepHarness.start(new StepSetup())) {
            assertThat(harness.metrics().gauge("modelInfo.test.1")).isEqualTo(1);
        }
    }

    @Test
    void theInputsAgeIsTheOldestRecordsOfABundle() throws Exception {
        long now = System.currentTimeMillis();
        BatchBuilder sensor = new BatchBuilder("sensor");
        StepSetup setup = new StepSetup().with(StepSetup.UNLIMITED);
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(sensor.timestampMs(now - 5_000).at(0));
            harness.feed(sensor.timestampMs(now).at(BIN_US));
            harness.operator().finish();
            assertThat(harness.metrics().histogram("endToEndLatencyMs").getStatistics().getMax())
                    .isBetween(5_000L, 60_000L);
        }
    }

    /** Streams stepped in groups count as much as each alone. */
    @Test
    void bundlesCountWhatBatchesDo() throws Exception {
        List<SensorBatch> batches = new RandomStreams(43, 40).next(3_000);
        StepSetup setup = new StepSetup().with(StepSetup.ONE_TURN);
        StepCounters expected =
                new BareStepper(setup.model(), setup.stepper()).feed(batches).counters();
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(batches).operator().finish();
            for (int n = 0; n < expected.layers().size(); n++) {
                LayerCounters layer = expected.layers().get(n);
                assertThat(harness.metrics().counter("layerSpikes." + n))
                        .isEqualTo(layer.spikes())
                        .isPositive();
                assertThat(harness.metrics().counter("layerActiveInputs." + n))
                        .isEqualTo(layer.activeInputs())
                        .isPositive();
            }
        }
    }
}
