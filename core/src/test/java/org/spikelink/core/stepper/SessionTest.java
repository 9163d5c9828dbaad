package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.Batch.batch;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;

/** Sessions, sequence numbers, partitions and the time to live. */
final class SessionTest {
    private static final Model ECHO = TinyModel.echo().build();
    private static final Model LATCH = TinyModel.latch().window(100, 100).build();
    private static final long DAY_MS = 86_400_000;

    @Test
    void theEndClosesTheOpenBinAndClassifiesAPartialWindow() {
        Run run = new Run(ECHO).send(batch(0).event(0, 1).event(1000, 2).end());
        assertThat(run.steps()).containsExactly("1/0 0+1000 [[1]]", "1/1 1000+1000 [[2]]");
        assertThat(run.windows()).containsExactly("1/1 0..2000 [0.0, 1.0, 1.0, 0.0] partial");
    }

    @Test
    void theEndDoesNotStepABinWithoutEvents() {
        Run run = new Run(ECHO).send(batch(0).event(0, 1).until(1000), batch(1).end());
        assertThat(run.steps()).hasSize(1);
    }

    @Test
    void atTheEndTheStateShrinksToSessionAndSequence() {
        Run run = new Run(ECHO).send(batch(7).session(9).event(0, 1).end());
        StreamState state = run.state();
        assertThat(state.ended()).isTrue();
        assertThat(state.session()).isEqualTo(9);
        assertThat(state.lastSequence()).isEqualTo(7);
        assertThat(state.variables()).isEmpty();
        assertThat(Run.bytes(state)).hasSizeLessThan(64);
    }

    @Test
    void aBatchAfterTheEndIsRejectedAndItsSequenceCounts() {
        Run run = new Run(ECHO).send(batch(0).end(), batch(1).event(0, 1), batch(1).event(0, 1));
        assertThat(run.errors()).containsExactly("session 1 has ended (got sequence 1)");
        assertThat(run.counters().repeated()).isEqualTo(1);
        assertThat(run.counters().rejected()).isEqualTo(1);
    }

    @Test
    void aLargerSessionClosesTheOldOneAsItsEndDoes() {
        Batch first = batch(0).event(0, 1).event(1500, 2);
        Run ended = new Run(LATCH).send(first, batch(1).end());
        Run replaced = new Run(LATCH).send(first, batch(0).session(2).event(0, 3).until(1000));
        assertThat(replaced.steps())
                .startsWith(ended.steps().toArray(String[]::new))
                .hasSize(ended.steps().size() + 1)
                .endsWith("2/0 0+1000 [[3]]");
        assertThat(replaced.windows()).isEqualTo(ended.windows()).hasSize(1);
        assertThat(replaced.state().session()).isEqualTo(2);
    }

    @Test
    void aLargerSessionStartsAgainAfterAnEnd() {
        Run run =
                new Run(LATCH)
                        .send(
                                batch(5).event(0, 1).end(),
                                batch(0).session(2).event(0, 2).until(1000));
        assertThat(run.steps()).containsExactly("1/0 0+1000 [[1]]", "2/0 0+1000 [[2]]");
    }

    @Test
    void aSmallerSessionIsRejectedAndChangesNothing() {
        Run run = new Run(ECHO).send(batch(3).session(8).event(0, 1));
        run.send(batch(9).session(7).event(5000, 2).end());
        assertThat(run.errors())
                .containsExactly("its session must not be below 8, the stream's last one (got 7)");
        assertThat(run.state().ended()).isFalse();
        assertThat(run.state().lastSequence()).isEqualTo(3);
    }

    @Test
    void sessionsAreUnsigned() {
        Run run = new Run(ECHO).send(batch(0).session(Long.MAX_VALUE));
        run.send(batch(0).session(Long.MIN_VALUE));
        assertThat(run.errors()).isEmpty();
        assertThat(run.state().session()).isEqualTo(Long.MIN_VALUE);
        run.send(batch(0).session(5));
        assertThat(run.errors())
                .containsExactly(
                        "its session must not be below 9223372036854775808, the stream's last one (got 5)");
    }

    @Test
    void repeatsAreDroppedAndCounted() {
        Run run = new Run(ECHO).send(batch(0).event(0, 1), batch(1).event(10, 2));
        run.send(batch(1).event(20, 3), batch(0).event(20, 3).end(), batch(2).until(1000));
        assertThat(run.neurons()).containsExactly(List.of(1, 2));
        assertThat(run.counters().repeated()).isEqualTo(2);
        assertThat(run.counters().events()).isEqualTo(2);
    }

    @Test
    void aJumpOfTheSequenceIsCountedAsMissing() {
        Run run = new Run(ECHO).send(batch(0).event(0, 1), batch(3).event(0, 1), batch(10));
        assertThat(run.counters().missing()).isEqualTo(2 + 6);
    }

    @Test
    void whatCameBeforeAStreamWasFirstSeenIsNotMissing() {
        Run run = new Run(ECHO).send(batch(1_000_000).event(0, 1), batch(1_000_001).event(0, 1));
        assertThat(run.counters().missing()).isZero();
    }

    @Test
    void stepNumbersGoOnWithinASessionAndStartAtZeroInTheNext() {
        Run run = new Run(ECHO);
        for (int n = 0; n < 5; n++) {
            run.send(batch(n).event(n * 300_000L, 1).until(n * 300_000L + 2000));
        }
        run.send(batch(0).session(2).event(0, 1).until(1000));
        assertThat(run.steps()).doesNotHaveDuplicates().endsWith("2/0 0+1000 [[1]]");
        assertThat(run.spikes())
                .extracting(
                        b -> b.session() + "/" + b.firstOfEveryStep() + "+" + b.everyStep().size())
                .containsExactly(
                        "1/0+2", "1/2+101", "1/103+101", "1/204+101", "1/305+101", "2/0+1");
    }

    @Test
    void aMoveThatMayOvertakeTheOldPartitionIsRejectedAndCountsForNothing() {
        Run run = new Run(ECHO).send(batch(0).partition(3).event(0, 1));
        run.send(batch(2).partition(4).event(10, 2).end(), batch(1).partition(3).event(20, 3));
        assertThat(run.errors())
                .containsExactly(
                        "a stream must stay in one partition for a session, or move with its next batch: partition 3, or sequence 1 (got partition 4, sequence 2); were partitions added? Open a new session");
        assertThat(run.counters().repeated()).isZero();
        assertThat(run.state().lastSequence()).isEqualTo(1);
        assertThat(run.state().ended()).isFalse();
    }

    @Test
    void theNextBatchMayComeFromAnotherPartition() {
        Run run = new Run(ECHO).send(batch(0).partition(3).event(0, 1));
        run.send(batch(1).partition(4).event(10, 2), batch(2).partition(4).end());
        assertThat(run.errors()).isEmpty();
        assertThat(run.state().partition()).isEqualTo(4);
        assertThat(run.state().ended()).isTrue();
    }

    @Test
    void anotherSessionMayComeFromAnotherPartition() {
        Run run =
                new Run(ECHO)
                        .send(
                                batch(0).partition(3).event(0, 1),
                                batch(0).session(2).partition(4).event(0, 1));
        assertThat(run.errors()).isEmpty();
        assertThat(run.state().partition()).isEqualTo(4);
    }

    @Test
    void aRejectedBatchStillOpensItsSession() {
        Run run = new Run(ECHO).send(batch(0).event(0, 1));
        run.send(batch(4).session(2).event(0, 99));
        assertThat(run.steps()).containsExactly("1/0 0+1000 [[1]]");
        assertThat(run.state().session()).isEqualTo(2);
        assertThat(run.state().lastSequence()).isEqualTo(4);
        assertThat(run.counters().missing()).isEqualTo(4);
    }

    @Test
    void aRecordThatComesLaterThanTheTimeToLiveStartsTheStreamAgain() {
        Run run = new Run(LATCH).send(batch(5).session(9).event(0, 1).timestampMs(0));
        run.send(batch(6).session(9).event(1000, 2).timestampMs(DAY_MS));
        assertThat(run.neurons()).containsExactly(List.of(1));
        run.send(batch(0).session(3).event(50, 3).until(1050).timestampMs(2 * DAY_MS + 1));
        assertThat(run.errors()).isEmpty();
        assertThat(run.steps()).endsWith("3/0 50+1000 [[3]]").hasSize(2);
        assertThat(run.state().session()).isEqualTo(3);
        assertThat(run.state().lastTimestampMs()).isEqualTo(2 * DAY_MS + 1);
    }

    @Test
    void theTimeToLiveCountsFromTheLastRecordEvenIfItWasRejectedOrRepeated() {
        Run run = new Run(LATCH).send(batch(0).event(0, 1).timestampMs(0));
        run.send(batch(0).timestampMs(DAY_MS), batch(1).event(0, 77).timestampMs(2 * DAY_MS));
        run.send(batch(2).event(1000, 2).until(2000).timestampMs(3 * DAY_MS));
        assertThat(run.neurons()).containsExactly(List.of(1), List.of(1, 2));
    }

    @Test
    void
            aSensorThatIsLockedOutByTheLargestSessionIsAcceptedAfterTheTimeToLiveThoughItGoesOnSending() {
        Run run = new Run(LATCH).send(batch(0).session(-1).event(0, 1).timestampMs(0)); // 2^64-1
        run.send(
                batch(0).session(9).event(0, 2).timestampMs(DAY_MS / 2),
                batch(1).session(9).event(0, 2).timestampMs(DAY_MS));
        assertThat(run.errors()).hasSize(2);

        run.send(batch(2).session(9).event(50, 3).until(1050).timestampMs(DAY_MS + 1));

        assertThat(run.errors()).hasSize(2);
        assertThat(run.state().session()).isEqualTo(9);
    }

    @Test
    void anotherModelRestartsTheNetworkButKeepsSessionSequenceAndStep() {
        Run run = new Run(LATCH).send(batch(0).event(0, 1).event(2500, 2));
        run.use(TinyModel.latch().version("2").window(100, 100).build());
        run.send(batch(0).event(0, 3), batch(1).event(2600, 3).until(3600));
        assertThat(run.steps())
                .containsExactly("1/0 0+1000 [[1]]", "1/1 1000+1000 [[1]]", "1/2 2600+1000 [[3]]");
        assertThat(run.counters().repeated()).isEqualTo(1);
        assertThat(run.spikes()).extracting(b -> b.model()).containsExactly("tiny/1", "tiny/2");
    }

    @Test
    void anotherModelMayHaveAnotherShape() {
        Run run = new Run(LATCH).send(batch(0).event(0, 1));
        Model wide = TinyModel.echo().input(TinyModel.pixels(9, new Slicing.Batch())).build();
        run.use(wide).send(batch(1).event(10, 8));
        assertThat(run.neurons()).containsExactly(List.of(8));
        run.use(LATCH).send(batch(2).end());
        assertThat(run.state().ended()).isTrue();
    }

    @Test
    void aSessionThatAnotherModelSteppedClosesWithoutAWord() {
        Run run = new Run(LATCH).send(batch(0).event(0, 1));
        run.use(TinyModel.latch().input(TinyModel.pixels(9, new Slicing.Batch())).build());
        run.send(batch(0).session(2).event(10, 8));
        assertThat(run.steps()).containsExactly("2/0 0+11 [[8]]");
        assertThat(run.classes()).isEmpty();
    }

    @Test
    void oneStepperServesManyStreams() {
        Run[] alone = {new Run(LATCH), new Run(LATCH)};
        StreamStepper shared = new StreamStepper(LATCH, StepperOptions.DEFAULTS, StepObserver.NONE);
        StreamState[] states = new StreamState[2];
        List<List<Object>> out = List.of(new java.util.ArrayList<>(), new java.util.ArrayList<>());
        for (int n = 0; n < 20; n++) {
            for (int s = 0; s < 2; s++) {
                Batch batch = batch(n).event(n * 700L, (n * 7 + s) % 4);
                alone[s].send(batch);
                states[s] = shared.advance(states[s], batch.build(), out.get(s)::add);
            }
        }
        for (int s = 0; s < 2; s++) {
            assertThat(Run.bytes(states[s])).isEqualTo(Run.bytes(alone[s].state()));
            assertThat(out.get(s)).hasSameSizeAs(alone[s].out());
        }
    }
}
