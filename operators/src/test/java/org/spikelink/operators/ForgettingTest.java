package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.operators.TestModels.BIN_US;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.StepSetup.Backend;

/** Streams that fall silent: their memory is freed, and whether it was never shows in the outputs. */
class ForgettingTest {
    private static final long TTL_MS = 1_000;
    private static final long START_MS = 50_000;
    private static final StepperOptions OPTIONS =
            new StepperOptions(100, 10_000, Duration.ofMillis(TTL_MS), StepperOptions.Spikes.LAST);

    private final StepSetup setup = new StepSetup().with(OPTIONS);
    private final BatchBuilder sensor = new BatchBuilder("sensor").timestampMs(START_MS);

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aNetworkIsFreedAtTwiceTheTtlAndTheNumbersAtLast(Backend backend) throws Exception {
        try (StepHarness harness = StepHarness.start(setup.with(backend))) {
            harness.feed(sensor.at(0));
            harness.flink().processWatermark(START_MS + 2 * TTL_MS - 1);
            assertThat(harness.awake()).isEqualTo(1);
            harness.flink().processWatermark(START_MS + 2 * TTL_MS);
            assertThat(harness.awake()).isZero();
            harness.flink().processWatermark(START_MS + 31 * TTL_MS - 1);
            assertThat(harness.streams()).isEqualTo(1);
            harness.flink().processWatermark(START_MS + 31 * TTL_MS);
            assertThat(harness.streams()).isZero();
            assertThat(harness.flink().numEventTimeTimers()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aStreamHasOneTimerHoweverManyBatchesCome(Backend backend) throws Exception {
        try (StepHarness harness = StepHarness.start(setup.with(backend))) {
            for (int n = 0; n < 50; n++) {
                long nowMs = START_MS + n * TTL_MS / 2;
                harness.feed(sensor.timestampMs(nowMs).at(n * BIN_US));
                harness.flink().processWatermark(nowMs);
                assertThat(harness.flink().numEventTimeTimers())
                        .as("timers after batch %d", n)
                        .isEqualTo(1);
                assertThat(harness.streams()).isEqualTo(1);
            }
            long lastMs = START_MS + 49 * TTL_MS / 2;
            harness.flink().processWatermark(lastMs + 2 * TTL_MS - 1);
            assertThat(harness.awake()).isEqualTo(1);
            harness.flink().processWatermark(lastMs + 2 * TTL_MS);
            assertThat(harness.awake()).isZero();
        }
    }

    @Test
    void aStreamThatComesBackHasOneTimerAgain() throws Exception {
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(sensor.at(0));
            harness.flink().processWatermark(START_MS + 10 * TTL_MS);
            harness.feed(sensor.timestampMs(START_MS + 20 * TTL_MS).at(BIN_US));
            harness.feed(sensor.at(2 * BIN_US));
            assertThat(harness.streams()).isEqualTo(1);
            assertThat(harness.flink().numEventTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void aBatchInTheBundleKeepsItsStreamFromBeingForgotten() throws Exception {
        try (StepHarness harness = StepHarness.start(setup.with(StepSetup.UNLIMITED))) {
            harness.feed(sensor.at(0));
            harness.flink().processWatermark(START_MS);
            harness.feed(sensor.timestampMs(START_MS + TTL_MS).at(BIN_US));
            harness.flink().processWatermark(START_MS + 2 * TTL_MS);
            assertThat(harness.awake()).isEqualTo(1);
        }
    }

    @Test
    void streamsAreForgottenEachOnItsOwn() throws Exception {
        try (StepHarness harness = StepHarness.start(setup)) {
            for (int n = 0; n < 10; n++) {
                harness.feed(new BatchBuilder("sensor-" + n).timestampMs(START_MS + n).at(0));
            }
            for (int n = 0; n < 10; n++) {
                assertThat(harness.awake()).isEqualTo(10 - n);
                harness.flink().processWatermark(START_MS + n + 2 * TTL_MS);
            }
            for (int n = 0; n < 10; n++) {
                assertThat(harness.streams()).isEqualTo(10 - n);
                assertThat(harness.flink().numEventTimeTimers()).isEqualTo(10 - n);
                harness.flink().processWatermark(START_MS + n + 31 * TTL_MS);
            }
            assertThat(harness.streams()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void theTimerIsRestoredWithTheState(Backend backend) throws Exception {
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup.with(backend))) {
            harness.feed(sensor.at(0));
            snapshot = harness.checkpoint();
        }
        try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
            harness.feed(sensor.at(BIN_US));
            assertThat(harness.flink().numEventTimeTimers()).isEqualTo(1);
            harness.flink().processWatermark(START_MS + 3 * TTL_MS);
            assertThat(harness.awake()).isZero();
            harness.flink().processWatermark(START_MS + 32 * TTL_MS);
            assertThat(harness.streams()).isZero();
            assertThat(harness.flink().numEventTimeTimers()).isZero();
        }
    }

    /** A savepoint with drain sends the last watermark there is: time has not passed, the input has ended. */
    @Test
    void theEndOfInputForgetsNothing() throws Exception {
        OperatorSubtaskState snapshot;
        List<SensorBatch> before = bins(0, 3);
        List<SensorBatch> after = bins(3, 3);
        List<Outgoing> outputs = new ArrayList<>();
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(before).flink().processWatermark(Watermark.MAX_WATERMARK);
            harness.operator().finish();
            assertThat(harness.streams()).isEqualTo(1);
            assertThat(harness.outputsAndWatermarks())
                    .last()
                    .isEqualTo("watermark " + Long.MAX_VALUE);
            outputs.addAll(harness.outputs());
            snapshot = harness.checkpoint();
        }
        try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
            outputs.addAll(harness.feed(after).outputs());
            assertThat(RecordText.of(outputs)).isEqualTo(bare(before, after));
            assertThat(harness.flink().numEventTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void aRecordLaterThanTheTtlResetsTheStreamWhetherOrNotTheTimerFired() throws Exception {
        List<SensorBatch> before = bins(0, 10);
        sensor.timestampMs(START_MS + 1_000 * TTL_MS).session(1);
        List<SensorBatch> after = bins(3, 10);
        List<String> fired = run(before, after, START_MS + 999 * TTL_MS);
        List<String> notFired = run(before, after, START_MS);
        assertThat(fired).isEqualTo(notFired);
        assertThat(fired).isEqualTo(bare(before, after));
        assertThat(String.join("\n", fired)).contains("session 1 step 8").doesNotContain("step 9");
    }

    /** So that (stream, session, step) names one step: the network starts again, its numbers go on. */
    @Test
    void afterTheTtlTheNetworkIsResetButStepsGoOnWhetherTheTimerFiredOrNot() throws Exception {
        List<SensorBatch> before = bins(0, 10);
        sensor.timestampMs(START_MS + 5 * TTL_MS);
        List<SensorBatch> after = bins(500, 10);
        List<String> fired = run(before, after, START_MS + 4 * TTL_MS);
        List<String> notFired = run(before, after, START_MS);
        assertThat(fired).isEqualTo(notFired).isEqualTo(bare(before, after));
        String all = String.join("\n", fired);
        assertThat(all).contains("session 1 step 8 ", "session 1 step 9 ", "session 1 step 17 ");
        List<String> reset = fired.subList(run(before, List.of(), START_MS).size(), fired.size());
        assertThat(reset)
                .as("the network's spikes are those of a new one")
                .isEqualTo(
                        bare(List.of(), after).stream()
                                .map(ForgettingTest::nineStepsLater)
                                .toList());
    }

    private static String nineStepsLater(String text) {
        return Pattern.compile(" step (\\d+) ")
                .matcher(text)
                .replaceFirst(m -> " step " + (9 + Integer.parseInt(m.group(1))) + " ");
    }

    @Test
    void aRecordNoLaterThanTheTtlGoesOn() throws Exception {
        List<SensorBatch> before = bins(0, 10);
        long lastMs = before.get(9).origin().timestampMs();
        sensor.timestampMs(lastMs + TTL_MS);
        List<SensorBatch> after = bins(10, 10);
        List<String> outputs = run(before, after, lastMs + TTL_MS);
        assertThat(outputs).isEqualTo(bare(before, after));
        assertThat(String.join("\n", outputs)).contains("session 1 step 18");
    }

    @Test
    void aSmallerSessionIsTakenOnceTheTtlIsOver() throws Exception {
        sensor.session(9);
        List<SensorBatch> before = bins(0, 3);
        sensor.timestampMs(START_MS + 2 * TTL_MS).session(2);
        List<String> outputs = run(before, bins(0, 3), START_MS);
        assertThat(outputs).filteredOn(text -> text.contains("session 2")).hasSize(2);
        assertThat(outputs).noneMatch(text -> text.startsWith("rejected"));
    }

    /** A sensor that stores for days and then forwards, with the Kafka times of its records or those of sending. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1_500})
    void aSensorThatStoresAndForwardsIsNotForgottenInBetween(long msBetweenRecords)
            throws Exception {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            sensor.timestampMs(START_MS + n * msBetweenRecords);
            batches.add(sensor.at(n * BIN_US, n * BIN_US + 5));
        }
        long nowMs = START_MS + 100 * TTL_MS;
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.flink().processWatermark(nowMs);
            for (SensorBatch batch : batches) {
                harness.feed(batch);
                nowMs += TTL_MS / 20;
                harness.flink().processWatermark(nowMs);
                assertThat(harness.awake()).isEqualTo(1);
            }
            assertThat(RecordText.of(harness.outputs())).isEqualTo(bare(List.of(), batches));
            harness.flink().processWatermark(nowMs + 2 * TTL_MS);
            assertThat(harness.awake()).isZero();
            harness.flink().processWatermark(nowMs + 31 * TTL_MS);
            assertThat(harness.streams()).isZero();
        }
    }

    /** A producer whose clock stands at 1970, among others whose clocks are right. */
    @Test
    void aSensorWithAClockOf1970IsForgottenOnlyOnceItIsSilent() throws Exception {
        long nowMs = 1_780_000_000_000L;
        sensor.timestampMs(0);
        List<SensorBatch> batches = new ArrayList<>();
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.flink().processWatermark(nowMs);
            for (int n = 0; n < 20; n++) {
                SensorBatch batch = sensor.at(n * BIN_US, n * BIN_US + 5);
                batches.add(batch);
                harness.feed(batch);
                nowMs += TTL_MS / 2;
                harness.flink().processWatermark(nowMs);
            }
            assertThat(harness.awake()).isEqualTo(1);
            assertThat(RecordText.of(harness.outputs())).isEqualTo(bare(List.of(), batches));
            harness.flink().processWatermark(nowMs + 31 * TTL_MS);
            assertThat(harness.streams()).isZero();
        }
    }

    private List<SensorBatch> bins(int from, int count) {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = from; n < from + count; n++) {
            batches.add(sensor.at(n * BIN_US, n * BIN_US + 5, n * BIN_US + 70));
        }
        return batches;
    }

    private List<String> run(List<SensorBatch> before, List<SensorBatch> after, long watermarkMs)
            throws Exception {
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(before).flink().processWatermark(watermarkMs);
            harness.feed(after);
            return RecordText.of(harness.outputs());
        }
    }

    private List<String> bare(List<SensorBatch> before, List<SensorBatch> after) {
        List<Outgoing> outputs =
                new BareStepper(setup.model(), OPTIONS).feed(before).feed(after).outputs();
        return RecordText.of(outputs);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aStreamWhoseRecordsComeLongAfterTheOthersIsNotForgottenInBetween(int batchesAWatermark)
            throws Exception {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            batches.add(sensor.at(n * BIN_US, n * BIN_US + 5));
        }
        long aheadMs = START_MS + 100 * TTL_MS;
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(new BatchBuilder("other").timestampMs(aheadMs).at(0));
            harness.flink().processWatermark(aheadMs);
            for (int n = 0; n < batches.size(); n++) {
                harness.feed(batches.get(n));
                if (n % batchesAWatermark == 0) {
                    harness.flink().processWatermark(aheadMs + n);
                }
            }
            harness.flink().processWatermark(aheadMs + 100);
            assertThat(RecordText.of(harness.outputs()))
                    .isNotEmpty()
                    .isEqualTo(
                            RecordText.of(
                                    new BareStepper(setup.model(), setup.stepper())
                                            .feed(batches)
                                            .outputs()));
            harness.flink().processWatermark(aheadMs + 100 + 2 * TTL_MS);
            assertThat(harness.awake()).as("yet forgotten in the end").isZero();
        }
    }
}
