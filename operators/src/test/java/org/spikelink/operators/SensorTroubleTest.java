package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.operators.TestModels.BIN_US;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.stepper.StepperOptions;

/** What sensors do to us: each trouble leaves the rest of the stream as it should be, and is counted. */
class SensorTroubleTest {
    private static final int WINDOW = TestModels.WINDOW_BINS;

    private final BatchBuilder sensor = new BatchBuilder("sensor");
    private final List<SensorBatch> fed = new ArrayList<>();
    private StepHarness harness;

    @BeforeEach
    void start() throws Exception {
        harness = StepHarness.start(new StepSetup());
    }

    @AfterEach
    void everyBitIsThatOfTheBareStepper() {
        StepSetup setup = new StepSetup();
        BareStepper expected = new BareStepper(setup.model(), setup.stepper()).feed(fed);
        assertThat(RecordText.of(harness.outputs())).isEqualTo(RecordText.of(expected.outputs()));
        harness.close();
    }

    @Test
    void aRestartClosesTheOldSessionAndCountsStepsFromZero() throws Exception {
        feed(bins(0, 3));
        sensor.session(2);
        feed(bins(0, 3));
        assertThat(spikes())
                .extracting(SpikeBatch::session, SpikeBatch::firstStep)
                .containsExactly(tuple(1, 0), tuple(1, 1), tuple(1, 2), tuple(2, 0), tuple(2, 1));
        assertThat(classes())
                .extracting(Classification::session, Classification::step)
                .containsExactly(tuple(1, 2));
        assertThat(classes().get(0).isFinal()).isFalse();
        assertThat(classes().get(0).windowStartUs()).isZero();
        assertThat(classes().get(0).windowEndUs()).isEqualTo(3 * BIN_US);
    }

    @Test
    void aRestartResetsTheNetwork() throws Exception {
        feed(bins(0, 9));
        sensor.session(2);
        feed(bins(0, 9));
        assertThat(neurons(1).subList(0, 8)).isEqualTo(neurons(2));
    }

    @Test
    void aFullWindowIsFinalAndNoPartialOneFollows() throws Exception {
        feed(bins(0, WINDOW));
        feed(sensor.end().at(WINDOW * BIN_US));
        assertThat(classes()).hasSize(1);
        assertThat(classes().get(0).isFinal()).isTrue();
        assertThat(classes().get(0).step()).isEqualTo(WINDOW - 1);
    }

    @Test
    void theEndClosesTheOpenBinAndWhatFollowsIsRejected() throws Exception {
        feed(bins(0, 2));
        feed(sensor.end().at(2 * BIN_US));
        assertThat(steps()).isEqualTo(3);
        feed(sensor.at(3 * BIN_US));
        assertThat(rejected())
                .extracting(Rejected::error)
                .containsExactly("session 1 has ended (got sequence 3)");
        sensor.session(2);
        feed(sensor.at(0), sensor.at(BIN_US));
        assertThat(steps()).isEqualTo(4);
        assertThat(harness.metrics().counter("rejected")).isEqualTo(1);
    }

    @Test
    void aRepeatedBatchIsDroppedAndCounted() throws Exception {
        List<SensorBatch> batches = bins(0, 3);
        feed(batches);
        int before = harness.outputs().size();
        feed(batches.get(2));
        feed(batches.get(1));
        assertThat(harness.outputs()).hasSize(before);
        assertThat(harness.metrics().counter("repeated")).isEqualTo(2);
        assertThat(harness.metrics().counter("events")).isEqualTo(3);
    }

    @Test
    void missingBatchesAreCountedAndTheStreamGoesOn() throws Exception {
        feed(sensor.at(0));
        feed(sensor.sequence(4).at(BIN_US));
        assertThat(harness.metrics().counter("missing")).isEqualTo(3);
        assertThat(steps()).isEqualTo(1);
    }

    @Test
    void anEventOfTheFarFutureCostsTwoRestartsAndNeverTheStream() throws Exception {
        feed(bins(0, 3));
        feed(sensor.at(1L << 50));
        assertThat(harness.metrics().counter("gaps")).isEqualTo(1);
        assertThat(harness.metrics().counter("clockResets")).isZero();
        feed(bins(3, 4));
        assertThat(harness.metrics().counter("gaps")).isEqualTo(1);
        assertThat(harness.metrics().counter("clockResets")).isEqualTo(1);
        int silent = StepperOptions.DEFAULTS.maxGapBins();
        assertThat(steps()).isEqualTo(3 + silent + 1 + 3);
        assertThat(rejected()).isEmpty();
        assertThat(harness.metrics().counter("late")).isZero();
    }

    @Test
    void afterTheClockWasSetBackTheNetworkIsThatOfANewStream() throws Exception {
        feed(bins(0, 3));
        feed(sensor.at(1L << 50));
        feed(bins(3, 9));
        sensor.session(2);
        feed(bins(3, 9));
        int all = neurons(1).size();
        assertThat(neurons(1).subList(all - 9, all - 1)).isEqualTo(neurons(2));
    }

    @Test
    void lateEventsAreDroppedAndCounted() throws Exception {
        feed(bins(0, 3));
        feed(sensor.at(0, 2 * BIN_US, BIN_US));
        assertThat(harness.metrics().counter("late")).isEqualTo(2);
        assertThat(harness.metrics().counter("events")).isEqualTo(6);
        assertThat(harness.metrics().counter("clockResets")).isZero();
    }

    @Test
    void aStreamThatMovesBeforeItsOldPartitionIsReadIsRejectedUntilItRestarts() throws Exception {
        feed(sensor.partition(3).at(0));
        SensorBatch next = sensor.at(BIN_US);
        feed(sensor.partition(4).at(2 * BIN_US));
        assertThat(rejected())
                .extracting(Rejected::error)
                .containsExactly(
                        "a stream must stay in one partition for a session, or move with its next batch: partition 3, or sequence 1 (got partition 4, sequence 2); were partitions added? Open a new session");
        feed(next);
        assertThat(steps()).isEqualTo(1);
        feed(sensor.partition(4).session(2).at(0), sensor.at(BIN_US));
        assertThat(rejected()).hasSize(1);
        assertThat(harness.metrics().counter("rejected")).isEqualTo(1);
    }

    @Test
    void aStreamMayMoveWithItsNextBatchBecauseThatProvesTheOrder() throws Exception {
        feed(sensor.partition(3).at(0));
        feed(sensor.partition(4).at(BIN_US), sensor.at(2 * BIN_US));
        assertThat(rejected()).isEmpty();
        assertThat(steps()).isEqualTo(2);
        assertThat(harness.metrics().counter("missing")).isZero();
    }

    @Test
    void aSmallerSessionIsRejectedWithTheWholeRecord() throws Exception {
        feed(sensor.session(5).at(0));
        SensorBatch old = sensor.session(4).at(0);
        feed(old);
        assertThat(rejected()).hasSize(1);
        assertThat(rejected().get(0).error())
                .isEqualTo("its session must not be below 5, the stream's last one (got 4)");
        assertThat(rejected().get(0).value()).isEqualTo(old.value());
        assertThat(rejected().get(0).origin()).isEqualTo(old.origin());
        feed(sensor.session(5).sequence(1).at(BIN_US));
        assertThat(steps()).isEqualTo(1);
    }

    @Test
    void sessionsGrowUnsigned() throws Exception {
        feed(sensor.session(Long.MAX_VALUE).at(0));
        feed(sensor.session(Long.MIN_VALUE).at(0));
        assertThat(rejected()).isEmpty();
        feed(sensor.session(1).at(0));
        assertThat(rejected()).hasSize(1);
    }

    @Test
    void aRejectedBatchStillCountsItsSequenceAndItsEnd() throws Exception {
        feed(bins(0, 2));
        long outside = PackedEvents.pack(0, TestModels.WIDTH, 0, true);
        feed(sensor.end().packed(2 * BIN_US, outside));
        assertThat(rejected()).hasSize(1);
        assertThat(steps()).isEqualTo(2);
        assertThat(classes()).hasSize(1);
        feed(sensor.sequence(2).at(2 * BIN_US));
        assertThat(harness.metrics().counter("repeated")).isEqualTo(1);
        assertThat(harness.metrics().counter("missing")).isZero();
    }

    @Test
    void brokenPayloadsAreRejectedAndNeverFailTheOperator() throws Exception {
        feed(sensor.at(0));
        byte[] odd = new byte[15];
        feed(sensor.of(0, new PackedEvents(odd), odd));
        feed(sensor.packed(0, -1L));
        feed(sensor.of(0, new Samples(new float[] {1f}, 1), new byte[1]));
        feed(sensor.of(0, new Samples(new float[0], 0), null));
        assertThat(rejected()).hasSize(4);
        feed(sensor.at(BIN_US));
        assertThat(steps()).isEqualTo(1);
    }

    private void feed(SensorBatch... batches) throws Exception {
        feed(List.of(batches));
    }

    private void feed(List<SensorBatch> batches) throws Exception {
        fed.addAll(batches);
        harness.feed(batches);
    }

    private List<SensorBatch> bins(int from, int count) {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = from; n < from + count; n++) {
            batches.add(sensor.at(n * BIN_US));
        }
        return batches;
    }

    private long steps() {
        return harness.metrics().counter("steps");
    }

    private List<SpikeBatch> spikes() {
        return of(SpikeBatch.class);
    }

    private List<Classification> classes() {
        return of(Classification.class);
    }

    private List<Rejected> rejected() {
        return of(Rejected.class);
    }

    private <T extends Outgoing> List<T> of(Class<T> kind) {
        return harness.outputs().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What spiked in each step of a session. */
    private List<List<Integer>> neurons(long session) {
        List<List<Integer>> neurons = new ArrayList<>();
        for (SpikeBatch batch : spikes()) {
            for (SpikeBatch.Step step : batch.steps()) {
                if (batch.session() == session) {
                    neurons.add(Arrays.stream(step.neurons()[0]).boxed().toList());
                }
            }
        }
        return neurons;
    }

    private static Tuple tuple(long session, long step) {
        return Tuple.tuple(session, step);
    }
}
