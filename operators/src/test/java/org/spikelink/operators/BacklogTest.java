package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.operators.TestModels.BIN_US;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.operators.StepSetup.Backend;

/** A stream that sends more work than others waits for them, and loses nothing. */
class BacklogTest {
    private static final long BINS = 9_901;
    private static final BundleOptions SHORT_TURNS =
            new BundleOptions(
                    Integer.MAX_VALUE,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE,
                    Duration.ofMillis(5),
                    Duration.ZERO);

    private final StepSetup setup = new StepSetup().with(SHORT_TURNS);
    private final BatchBuilder hostile = new BatchBuilder("hostile");
    private final BatchBuilder good = new BatchBuilder("good");

    @Test
    void othersAreSteppedBeforeALongBatchGoesOn() throws Exception {
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(longBatch(0), good.untilUs(2 * BIN_US).at(0));
            harness.flink().setProcessingTime(5);
            assertThat(stepsOf("good", harness.outputs())).isEqualTo(2);
            assertThat(stepsOf("hostile", harness.outputs())).isEqualTo(128);
            assertThat(harness.metrics().counter("steps")).isEqualTo(130);
            assertThat(harness.metrics().gauge("waitingBatches")).isEqualTo(1);
            harness.feed(good.untilUs(3 * BIN_US).at());
            harness.flink().setProcessingTime(10);
            assertThat(stepsOf("good", harness.outputs())).isEqualTo(3);
            harness.workOff();
            assertThat(stepsOf("hostile", harness.outputs())).isEqualTo(BINS);
            assertThat(harness.metrics().gauge("waitingStreams")).isEqualTo(0);
            assertThat(harness.flink().getProcessingTimeService().getNumActiveTimers()).isZero();
        }
    }

    @Test
    void laterBatchesOfAStreamThatWaitsKeepTheirOrder() throws Exception {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            batches.add(longBatch(n * BINS * BIN_US));
            batches.add(hostile.at((n * BINS + BINS) * BIN_US - 1));
        }
        try (StepHarness harness = StepHarness.start(setup)) {
            for (SensorBatch batch : batches) {
                harness.feed(batch);
                advance(harness, 5);
            }
            assertThat(harness.metrics().gauge("waitingBatches")).isNotEqualTo(0);
            harness.operator().finish();
            assertEquals(harness.outputs(), batches);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatWaitsIsInTheSnapshotAndTheBarrierDoesNotWaitForIt(Backend backend) throws Exception {
        List<SensorBatch> batches = new ArrayList<>(List.of(longBatch(0), good.at(0)));
        batches.add(longBatch(BINS * BIN_US));
        List<Outgoing> outputs = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup.with(backend))) {
            harness.feed(batches);
            snapshot = harness.checkpoint();
            assertThat(stepsOf("hostile", harness.outputs())).isEqualTo(128);
            outputs.addAll(harness.outputs());
        }
        batches.add(longBatch(2 * BINS * BIN_US));
        batches.add(good.at(BIN_US));
        try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
            assertThat(harness.metrics().gauge("waitingBatches")).isEqualTo(2);
            harness.feed(batches.subList(3, 5));
            snapshot = harness.checkpoint();
            outputs.addAll(harness.outputs());
        }
        try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
            harness.workOff();
            assertThat(harness.metrics().gauge("waitingBatches")).isEqualTo(0);
            outputs.addAll(harness.outputs());
            snapshot = harness.checkpoint();
        }
        assertEquals(outputs, batches);
        try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
            assertThat(harness.metrics().gauge("waitingBatches")).isEqualTo(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void turnsAndRestartsChangeNoOutput(Backend backend) throws Exception {
        long seed = 35;
        List<SensorBatch> batches = new RandomStreams(seed, 5).next(1_200);
        List<Outgoing> outputs = new ArrayList<>();
        OperatorSubtaskState snapshot = null;
        for (int phase = 0; phase < 4; phase++) {
            try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
                for (SensorBatch batch : batches.subList(300 * phase, 300 * phase + 300)) {
                    harness.feed(batch);
                    if (batch.sequence() % 7 == 0) {
                        advance(harness, 1);
                    }
                }
                snapshot = harness.checkpoint();
                outputs.addAll(harness.outputs());
            }
        }
        try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
            harness.operator().finish();
            outputs.addAll(harness.outputs());
        }
        assertThat(BareStepper.byStream(outputs))
                .as("seed %d", seed)
                .isEqualTo(
                        new BareStepper(setup.model(), setup.stepper())
                                .feed(batches)
                                .outputsByStream());
    }

    @Test
    void aNewModelCutsABatchThatWasStartedAgain() throws Exception {
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup)) {
            snapshot = harness.feed(longBatch(0)).checkpoint();
        }
        StepSetup other = setup.with(TestModels.events("2", 8)).switchingModel();
        try (StepHarness harness = StepHarness.restore(other, snapshot)) {
            harness.operator().finish();
            assertThat(stepsOf("hostile", harness.outputs())).isEqualTo(BINS);
            assertThat(harness.metrics().counter("missing")).isZero();
            assertThat(harness.metrics().counter("repeated")).isZero();
        }
    }

    @Test
    void aBacklogThatIsFullHoldsTheInput() throws Exception {
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(longBatch(0)).flink().processWatermark(1);
            for (int n = 0; n < 20; n++) {
                SensorBatch small = hostile.at(BINS * BIN_US + n);
                harness.feed(withRecordOf(1 << 20, small));
            }
            assertThat((int) harness.metrics().gauge("waitingBatches")).isLessThanOrEqualTo(16);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aStreamThatWaitsIsNotDeletedWhenThereAreTooManyStreams(Backend backend) throws Exception {
        StepSetup three = setup.with(backend).with(new StreamLimit(3));
        try (StepHarness harness = StepHarness.start(three)) {
            harness.feed(longBatch(0));
            harness.flink().setProcessingTime(5);
            for (int n = 0; n < 10; n++) {
                harness.feed(new BatchBuilder("name-" + n).at(0)).flink().processWatermark(n);
            }
            assertThat(harness.metrics().gauge("waitingStreams")).isEqualTo(1);
            assertThat(harness.streams()).isEqualTo(3);
            assertThat(harness.metrics().counter("forgottenEarly")).isEqualTo(8);
            harness.workOff();
            assertThat(stepsOf("hostile", harness.outputs())).isEqualTo(BINS);
            for (int n = 10; n < 13; n++) {
                harness.feed(new BatchBuilder("name-" + n).at(0)).flink().processWatermark(n);
            }
            harness.feed(hostile.at(BINS * BIN_US));
            advance(harness, 10);
            assertThat(harness.streams()).isEqualTo(3);
            assertThat(harness.metrics().counter("forgottenEarly")).isEqualTo(12);
        }
    }

    /** 100 events, 100 bins apart, and what follows of them. */
    private SensorBatch longBatch(long startUs) {
        long[] timesUs = new long[100];
        for (int n = 0; n < timesUs.length; n++) {
            timesUs[n] = startUs + n * 100L * BIN_US;
        }
        return hostile.untilUs(startUs + BINS * BIN_US).at(timesUs);
    }

    private static SensorBatch withRecordOf(int bytes, SensorBatch batch) {
        return new SensorBatch(
                batch.stream(),
                batch.session(),
                batch.sequence(),
                batch.startUs(),
                batch.untilUs(),
                batch.end(),
                batch.payload(),
                batch.origin(),
                new byte[bytes]);
    }

    private static void advance(StepHarness harness, int turns) throws Exception {
        for (int n = 0; n < turns; n++) {
            harness.flink().getProcessingTimeService().advance(5);
        }
    }

    private static int stepsOf(String stream, List<Outgoing> outputs) {
        return outputs.stream()
                .filter(SpikeBatch.class::isInstance)
                .map(SpikeBatch.class::cast)
                .filter(batch -> batch.stream().equals(stream))
                .mapToInt(batch -> batch.everyStep().size())
                .sum();
    }

    private void assertEquals(List<Outgoing> outputs, List<SensorBatch> batches) {
        assertThat(BareStepper.byStream(outputs))
                .isEqualTo(
                        new BareStepper(setup.model(), setup.stepper())
                                .feed(batches)
                                .outputsByStream());
    }
}
