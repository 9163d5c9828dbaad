package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.operators.TestModels.BIN_US;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Each reason to step a bundle, on its own. */
class FlushTest {
    private final BatchBuilder sensor = new BatchBuilder("sensor");

    @Test
    void steps256BatchesByDefault() throws Exception {
        try (StepHarness harness = start(StepSetup.ONE_TURN)) {
            harness.feed(binsOf(255));
            assertThat(harness.outputs()).isEmpty();
            harness.feed(sensor.at(255 * BIN_US));
            assertFlushedOnce(harness, FlushReason.BATCHES, 256);
            assertThat(harness.metrics().counter("steps")).isEqualTo(255);
        }
    }

    @Test
    void stepsFourMebibytesByDefault() throws Exception {
        try (StepHarness harness = start(StepSetup.ONE_TURN)) {
            harness.feed(recordOf(1 << 20, 0), recordOf(1 << 20, BIN_US));
            harness.feed(recordOf(1 << 20, 2 * BIN_US), recordOf((1 << 20) - 1, 3 * BIN_US));
            assertThat(harness.outputs()).isEmpty();
            harness.feed(recordOf(9, 4 * BIN_US));
            assertFlushedOnce(harness, FlushReason.BYTES, 5);
        }
    }

    @Test
    void aRecordWithoutValueCountsNoBytes() throws Exception {
        BundleOptions oneByte = new BundleOptions(10, 1, Long.MAX_VALUE, Duration.ofMillis(5));
        try (StepHarness harness = start(oneByte)) {
            harness.feed(sensor.of(0, new PackedEvents(new byte[0]), null));
            assertThat(harness.metrics().flushes()).isZero();
            harness.feed(recordOf(1, 0));
            assertFlushedOnce(harness, FlushReason.BYTES, 2);
        }
    }

    @Test
    void stepsWhatCloses20000BinsByDefault() throws Exception {
        try (StepHarness harness = start(StepSetup.ONE_TURN)) {
            harness.feed(everyHundredBins(0, 98));
            harness.feed(everyHundredBins(9_900, 98));
            assertThat(harness.metrics().flushes()).isZero();
            harness.feed(everyHundredBins(19_800, 8));
            assertFlushedOnce(harness, FlushReason.BINS, 3);
        }
    }

    @Test
    void aBatchThatSaysItEndsLateCountsTheSilentBinsThatAreStepped() throws Exception {
        BundleOptions bins = new BundleOptions(10, Long.MAX_VALUE, 200, Duration.ofMillis(5));
        try (StepHarness harness = start(bins)) {
            harness.feed(sensor.untilUs(1L << 62).at(0));
            assertThat(harness.metrics().flushes()).isZero();
            harness.feed(sensor.untilUs(1L << 62).at(0));
            assertFlushedOnce(harness, FlushReason.BINS, 2);
        }
    }

    @Test
    void noOrderOfEventsHidesBins() throws Exception {
        long farUs = 9_000 * BIN_US;
        BundleOptions bins = new BundleOptions(10, Long.MAX_VALUE, 300, Duration.ofMillis(5));
        try (StepHarness harness = start(bins)) {
            harness.feed(sensor.packed(0, event(farUs), event(0), event(farUs), event(0)));
            harness.feed(sensor.packed(farUs, event(farUs), event(0)));
            assertFlushedOnce(harness, FlushReason.BINS, 2);
            long steps = harness.metrics().counter("steps");
            assertThat(steps).as("steps, as many as were counted or fewer").isBetween(200L, 306L);
        }
    }

    private static long event(long offsetUs) {
        return PackedEvents.pack(offsetUs, 3, 2, true);
    }

    /** Events that close all bins before the last one. */
    private SensorBatch everyHundredBins(long firstBin, int count) {
        long[] timesUs = new long[count];
        for (int n = 0; n < count; n++) {
            timesUs[n] = (firstBin + 100L * n) * BIN_US;
        }
        return sensor.at(timesUs);
    }

    @Test
    void everyBundleCountsFromZero() throws Exception {
        BundleOptions three = new BundleOptions(3, 3, 3, Duration.ofMillis(5));
        try (StepHarness harness = start(three)) {
            for (int n = 0; n < 5; n++) {
                harness.feed(recordOf(1, n), recordOf(1, n)).flink().processWatermark(n);
                assertThat(harness.metrics().flushes()).isEqualTo(n + 1);
            }
            assertThat(harness.metrics().flushes(FlushReason.WATERMARK)).isEqualTo(5);
        }
    }

    @Test
    void stepsAfterTheLinger() throws Exception {
        try (StepHarness harness = start(StepSetup.ONE_TURN)) {
            harness.flink().setProcessingTime(100);
            harness.feed(binsOf(3));
            harness.flink().setProcessingTime(104);
            assertThat(harness.outputs()).isEmpty();
            harness.flink().setProcessingTime(105);
            assertFlushedOnce(harness, FlushReason.LINGER, 3);
        }
    }

    @Test
    void oneTimerAtATimeWaitsHoweverManyBatchesCome() throws Exception {
        try (StepHarness harness = start(StepSetup.ONE_TURN)) {
            for (int round = 0; round < 3; round++) {
                harness.feed(binsOf(20));
                assertThat(harness.flink().getProcessingTimeService().getNumActiveTimers())
                        .isEqualTo(1);
                harness.flink().getProcessingTimeService().advance(5);
            }
            assertThat(harness.metrics().flushes(FlushReason.LINGER)).isEqualTo(3);
            assertThat(harness.flink().getProcessingTimeService().getNumActiveTimers()).isZero();
        }
    }

    @Test
    void aBundleYoungerThanTheTimerWaitsNoLongerThanTheLinger() throws Exception {
        try (StepHarness harness = start(StepSetup.ONE_TURN)) {
            harness.feed(binsOf(256));
            harness.flink().setProcessingTime(3);
            harness.feed(binsOf(2));
            harness.flink().setProcessingTime(5);
            assertThat(harness.metrics().flushes(FlushReason.LINGER)).isEqualTo(1);
            harness.feed(binsOf(1));
            harness.flink().setProcessingTime(10);
            assertThat(harness.metrics().flushes(FlushReason.LINGER)).isEqualTo(2);
        }
    }

    @Test
    void aTimerThatFindsNothingDoesNothing() throws Exception {
        try (StepHarness harness = start(StepSetup.ONE_TURN)) {
            harness.feed(binsOf(256));
            harness.flink().setProcessingTime(5);
            assertFlushedOnce(harness, FlushReason.BATCHES, 256);
        }
    }

    @Test
    void withoutLingerEachBatchIsSteppedAtOnce() throws Exception {
        try (StepHarness harness = start(StepSetup.EACH_BATCH)) {
            harness.feed(sensor.at(0), sensor.at(BIN_US));
            assertThat(harness.outputs()).hasSize(1);
            harness.feed(sensor.at(2 * BIN_US));
            assertThat(harness.outputs()).hasSize(2);
            assertThat(harness.metrics().flushes(FlushReason.LINGER)).isEqualTo(3);
            assertThat(harness.metrics().flushes()).isEqualTo(3);
            assertThat(harness.metrics().histogram("bundleSize").getStatistics().getMax())
                    .isEqualTo(1);
            assertThat(harness.flink().getProcessingTimeService().getNumActiveTimers()).isZero();
        }
    }

    @Test
    void aWatermarkFollowsTheOutputsOfTheBatchesBeforeIt() throws Exception {
        try (StepHarness harness = start(StepSetup.UNLIMITED)) {
            harness.feed(binsOf(3));
            harness.flink().processWatermark(7);
            assertFlushedOnce(harness, FlushReason.WATERMARK, 3);
            assertThat(harness.outputsAndWatermarks()).last().isEqualTo("watermark 7");
            harness.flink().processWatermark(8);
            assertThat(harness.metrics().flushes()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(StepSetup.Backend.class)
    void outputsAreSentBeforeTheBarrierAndStatesAreInTheSnapshot(StepSetup.Backend backend)
            throws Exception {
        List<SensorBatch> batches = new RandomStreams(21, 10).next(400);
        StepSetup setup = new StepSetup().with(StepSetup.UNLIMITED).with(backend);
        BareStepper expected = new BareStepper(setup.model(), setup.stepper());
        try (StepHarness before = StepHarness.start(setup)) {
            before.feed(batches.subList(0, 300));
            before.flink().prepareSnapshotPreBarrier(1);
            assertFlushedOnce(before, FlushReason.CHECKPOINT, 300);
            assertThat(BareStepper.byStream(before.outputs()))
                    .isEqualTo(expected.feed(batches.subList(0, 300)).outputsByStream());
            var snapshot = before.flink().snapshot(1, 1);
            expected.outputs().clear();
            try (StepHarness after = StepHarness.restore(setup, snapshot)) {
                after.feed(batches.subList(300, 400)).operator().finish();
                assertThat(BareStepper.byStream(after.outputs()))
                        .isEqualTo(expected.feed(batches.subList(300, 400)).outputsByStream());
            }
        }
    }

    @Test
    void theEndOfInputStepsWhatIsThereAndClosesNothing() throws Exception {
        try (StepHarness harness = start(StepSetup.UNLIMITED)) {
            harness.feed(binsOf(3));
            harness.operator().finish();
            assertFlushedOnce(harness, FlushReason.FINISH, 3);
            assertThat(harness.metrics().counter("steps")).isEqualTo(2);
            assertThat(harness.outputs()).hasSize(2);
        }
    }

    @Test
    void nothingIsFlushedWhereNothingWaits() throws Exception {
        try (StepHarness harness = start(StepSetup.ONE_TURN)) {
            harness.flink().processWatermark(1);
            harness.checkpoint();
            harness.operator().finish();
            assertThat(harness.metrics().flushes()).isZero();
            assertThat(harness.metrics().histogram("bundleSize").getCount()).isZero();
        }
    }

    @Test
    void aStreamsOutputsKeepTheirOrderAmongManyStreams() throws Exception {
        List<BatchBuilder> sensors = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            sensors.add(new BatchBuilder("sensor-" + n));
        }
        try (StepHarness harness = start(StepSetup.ONE_TURN)) {
            for (int bin = 0; bin < 60; bin++) {
                for (BatchBuilder each : sensors) {
                    harness.feed(each.at(bin * BIN_US));
                }
            }
            harness.operator().finish();
            BareStepper.byStream(harness.outputs())
                    .forEach((stream, outputs) -> assertStepsAscend(stream, outputs));
        }
    }

    private static void assertStepsAscend(String stream, List<String> outputs) {
        List<Integer> steps =
                outputs.stream()
                        .filter(text -> text.startsWith("spikes"))
                        .map(text -> text.replaceAll(".* step (\\d+) .*", "$1"))
                        .map(Integer::valueOf)
                        .toList();
        assertThat(steps).as("first steps of %s", stream).hasSize(59).isSorted();
    }

    private static StepHarness start(BundleOptions bundle) throws Exception {
        return StepHarness.start(new StepSetup().with(bundle));
    }

    /** Batches of one event each, the first in bin 0, each in the next bin. */
    private List<SensorBatch> binsOf(int count) {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            batches.add(sensor.at(n * BIN_US));
        }
        return batches;
    }

    private SensorBatch recordOf(int bytes, long timeUs) {
        SensorBatch batch = sensor.at(timeUs);
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

    private static void assertFlushedOnce(StepHarness harness, FlushReason reason, int batches) {
        assertThat(harness.metrics().flushes(reason)).as("flushes by %s", reason).isEqualTo(1);
        assertThat(harness.metrics().flushes()).as("flushes").isEqualTo(1);
        assertThat(harness.metrics().histogram("bundleSize").getStatistics().getValues())
                .containsExactly(batches);
    }
}
