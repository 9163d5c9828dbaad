package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.Batch.batch;

import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;

/** What a payload must keep, with its words; the sensor has 4 x 2 pixels. */
final class RejectionTest {
    private static final Model MODEL =
            TinyModel.echo()
                    .input(
                            new InputSpec.Events(
                                    4,
                                    2,
                                    2,
                                    1,
                                    InputSpec.Value.COUNT,
                                    new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT)))
                    .build();

    @Test
    void eventBytesMustBeWholeEvents() {
        for (int length : new int[] {1, 7, 9, 15}) {
            rejects(
                    batch(1).bytes(new byte[length]),
                    "events must be a multiple of 8 bytes (got " + length + ")");
        }
    }

    @Test
    void reservedBitsMustBeZero() {
        for (int bit = 61; bit <= 63; bit++) {
            rejects(
                    batch(1).packed(0, 1L << bit),
                    "event 1: bits 61-63 must be zero (got " + (1 << (bit - 61)) + ")");
        }
    }

    @Test
    void coordinatesMustLieOnTheSensor() {
        rejects(batch(1).event(0, 4, 0, true), "event 0: x must be 0..3 (got 4)");
        rejects(batch(1).event(0, 16383, 0, true), "event 0: x must be 0..3 (got 16383)");
        rejects(
                batch(1).event(0, 3, 1, true).event(0, 0, 2, false),
                "event 1: y must be 0..1 (got 2)");
    }

    @Test
    void timesMustNotExceedTheirBound() {
        long far = 1L << 62;
        rejects(
                batch(1).start(far).event(far, 0).event(far + 1, 0),
                "event 1: its time must be at most 2^62 us (got 4611686018427387905)");
        rejects(
                batch(1).start(Long.MAX_VALUE).packed(PackedEvents.pack(5, 0, 0, true)),
                "start_us must be above -2^62 and at most 2^62 (got 9223372036854775807)");
        rejects(
                batch(1).start(-far),
                "start_us must be above -2^62 and at most 2^62 (got -4611686018427387904)");
    }

    @Test
    void samplesAreNotEvents() {
        rejects(batch(1).samples(16, new float[16]), "the model takes events (got samples)");
    }

    @Test
    void aBatchMayCloseExactlyTheMaximalNumberOfBins() {
        assertThat(bins(10_000).counters().steps()).isEqualTo(10_000);
        assertThat(bins(10_000).errors()).isEmpty();
        Run rejected = bins(10_001);
        assertThat(rejected.errors())
                .containsExactly("a batch may close at most 10000 bins (got 10001)");
        assertThat(rejected.counters().steps()).isZero();
    }

    @Test
    void binsThatUntilClosesCountAgainstTheLimit() {
        Run run = new Run(MODEL).send(binsBatch(10_000).until(10_000_000));
        assertThat(run.errors()).isEmpty();
        assertThat(run.counters().steps()).isEqualTo(10_000);
        assertThat(new Run(MODEL).send(binsBatch(10_000).until(10_001_000)).errors())
                .containsExactly("a batch may close at most 10000 bins (got 10001)");
    }

    @Test
    void aJumpIntoTheFarFutureIsNotRejected() {
        long far = 1L << 62;
        long before = far - 1_000_000_000;
        Run run =
                new Run(MODEL).send(batch(0).event(0, 0), batch(1).start(before).event(before, 0));
        run.send(batch(2).until(far));
        assertThat(run.errors()).isEmpty();
        assertThat(run.counters().steps()).isEqualTo(1 + 100 + 1 + 100);
    }

    @Test
    void timesThatCannotBeReckonedWithAreRejected() {
        long far = 1L << 62;
        Run run = new Run(MODEL).send(batch(0).start(far + 1), batch(1).until(far + 1));
        run.send(batch(2).start(-far));
        assertThat(run.errors())
                .containsExactly(
                        "start_us must be above -2^62 and at most 2^62 (got " + (far + 1) + ")",
                        "until_us must be above -2^62 and at most 2^62 (got " + (far + 1) + ")",
                        "start_us must be above -2^62 and at most 2^62 (got " + -far + ")");
        assertThat(run.state().lastSequence()).isEqualTo(2);
    }

    @Test
    void aRejectedBatchIsReportedWholeAndChangesNoBin() {
        Run run = new Run(MODEL).send(batch(0).event(0, 1, 0, false));
        byte[] before = Run.bytes(run.state());
        run.send(batch(1).event(5000, 2, 0, false).event(6000, 9, 9, false).until(90_000));
        Rejected rejected = (Rejected) run.out().get(0);
        assertThat(rejected.stream()).isEqualTo("cam");
        assertThat(rejected.value()).containsExactly(1, 2, 3);
        assertThat(rejected.truncated()).isFalse();
        assertThat(rejected.origin().offset()).isEqualTo(1);
        assertThat(run.counters().rejected()).isEqualTo(1);
        assertThat(run.state().lastSequence()).isEqualTo(1);
        byte[] after = Run.bytes(run.state());
        after[2 + 8 + 7] = before[2 + 8 + 7]; // the sequence
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aRejectedBatchThatEndsTheSessionEndsIt() {
        Run run = new Run(MODEL).send(batch(0).event(0, 1, 0, false));
        run.send(batch(1).bytes(new byte[3]).end());
        assertThat(run.steps()).containsExactly("1/0 0+1000 [[1]]");
        assertThat(run.state().ended()).isTrue();
    }

    @Test
    void aValueLargerThanARecordIsCut() {
        Rejected cut = Rejected.of("s", new byte[900_001], "e", batch(0).build().origin());
        assertThat(cut.value()).hasSize(900_000);
        assertThat(cut.truncated()).isTrue();
        Rejected whole = Rejected.of("s", new byte[900_000], "e", batch(0).build().origin());
        assertThat(whole.truncated()).isFalse();
    }

    /** An event closes the bin before it, so n + 1 of them, one a bin, close n. */
    private static Batch binsBatch(int events) {
        Batch batch = batch(0);
        for (int n = 0; n < events; n++) {
            batch.event(n * 1000L, 0, 0, true);
        }
        return batch;
    }

    private static Run bins(int bins) {
        return new Run(MODEL).send(binsBatch(bins + 1));
    }

    private static void rejects(Batch batch, String error) {
        Run run = new Run(MODEL).send(batch);
        assertThat(run.errors()).containsExactly(error);
        assertThat(run.out()).hasSize(1);
        assertThat(run.counters().events()).isZero();
    }
}
