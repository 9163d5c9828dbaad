package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.Batch.batch;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Classification;

/** Samples passed on as they are, one step each; two channels, a period of 100 µs. */
final class SampleSlicingTest {
    private static final InputSpec INPUT = new InputSpec.Samples(2, 100);
    private static final Model LINEAR = TinyModel.linear().input(INPUT).window(1, 1).build();
    private static final Model LATCH = TinyModel.latch().input(INPUT).build();
    private static final StepperOptions SMALL =
            new StepperOptions(3, 10, Duration.ofHours(24), StepperOptions.Spikes.LAST);

    @Test
    void everySampleIsAStepAsItArrives() {
        Run run = new Run(LINEAR).send(batch(0).start(1000).samples(2, 1.5f, -2, 3, 4e8f));
        assertThat(run.classes())
                .extracting(Classification::scores)
                .containsExactly(new float[] {1.5f, -2}, new float[] {3, 4e8f});
        assertThat(run.classes().get(0).windowStartUs()).isEqualTo(950);
        assertThat(run.classes().get(0).windowEndUs()).isEqualTo(1050);
        assertThat(run.counters().events()).isEqualTo(2);
    }

    @Test
    void missingSamplesAreSilentBins() {
        Run run =
                new Run(LINEAR)
                        .send(batch(0).samples(2, 1, 1), batch(1).start(300).samples(2, 2, 2));
        assertThat(run.windows())
                .containsExactly(
                        "1/0 -50..50 [1.0, 1.0] final",
                        "1/1 50..150 [0.0, 0.0] final",
                        "1/2 150..250 [0.0, 0.0] final",
                        "1/3 250..350 [2.0, 2.0] final");
    }

    @Test
    void aBatchThatComesLessThanHalfAPeriodOffItsTimeLosesNothing() {
        Run run =
                new Run(LINEAR)
                        .send(
                                batch(0).samples(2, 1, 1),
                                batch(1).start(51).samples(2, 2, 2),
                                batch(2).start(249).samples(2, 3, 3));
        assertThat(run.counters().steps()).isEqualTo(3);
        assertThat(run.counters().late()).isZero();
    }

    @Test
    void aSampleForABinThatIsOverIsLate() {
        Run run =
                new Run(LINEAR)
                        .send(
                                batch(0).samples(2, 1, 1, 2, 2),
                                batch(1).start(100).samples(2, 3, 3, 4, 4));
        assertThat(run.counters().late()).isEqualTo(1);
        assertThat(run.counters().steps()).isEqualTo(3);
    }

    @Test
    void anEmptyBatchWithUntilStepsSilence() {
        Run run = new Run(LINEAR).send(batch(0).samples(2, 1, 1), batch(1).until(250));
        assertThat(run.counters().steps()).isEqualTo(3);
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void aLongGapResetsTheNetwork() {
        Run run =
                new Run(LATCH, SMALL)
                        .send(batch(0).samples(2, 1, 0), batch(1).start(10_000).samples(2, 0, 1));
        assertThat(run.steps()).hasSize(5).endsWith("1/4 9950+100 [[1]]");
        assertThat(run.counters().gaps()).isEqualTo(1);
    }

    @Test
    void samplesAndTheSilenceAroundThemCountAgainstTheLimitOfBins() {
        assertThat(new Run(LINEAR, SMALL).send(batch(0).samples(2, new float[20])).errors())
                .isEmpty();
        assertThat(new Run(LINEAR, SMALL).send(batch(0).samples(2, new float[22])).errors())
                .containsExactly("a batch may close at most 10 bins (got 11)");
        Run after = new Run(LINEAR, SMALL).send(batch(0).until(1050).samples(2, new float[20]));
        assertThat(after.errors()).containsExactly("a batch may close at most 10 bins (got 11)");
        Run before =
                new Run(LINEAR, SMALL)
                        .send(
                                batch(0).samples(2, 1, 1),
                                batch(1).start(300).samples(2, new float[18]));
        assertThat(before.errors()).containsExactly("a batch may close at most 10 bins (got 11)");
    }

    @Test
    void samplesThatCannotBeUsedAreRejectedByRule() {
        assertThat(new Run(LINEAR).send(batch(0).samples(3, 1, 2, 3)).errors())
                .containsExactly("samples must have 2 channels (got 3 and 3 values)");
        assertThat(new Run(LINEAR).send(batch(0).samples(0)).errors())
                .containsExactly("samples must have 2 channels (got 0 and 0 values)");
        assertThat(new Run(LINEAR).send(batch(0).samples(2, 1, 2, 3)).errors())
                .containsExactly("samples must have 2 channels (got 2 and 3 values)");
        assertThat(new Run(LINEAR).send(batch(0).samples(2, 1, Float.NaN)).errors())
                .containsExactly("value 1 must be finite and at most 1e9 (got NaN)");
        assertThat(new Run(LINEAR).send(batch(0).samples(2, Float.NEGATIVE_INFINITY, 0)).errors())
                .containsExactly("value 0 must be finite and at most 1e9 (got -Infinity)");
        assertThat(new Run(LINEAR).send(batch(0).samples(2, 0, 1.1e9f)).errors()).hasSize(1);
        assertThat(new Run(LINEAR).send(batch(0).samples(2, 0, 1e9f)).errors()).isEmpty();
        assertThat(new Run(LINEAR).send(batch(0).event(0, 1)).errors())
                .containsExactly("the model takes samples (got events)");
    }

    @Test
    void sampleTimesOutOfRangeAreRejected() {
        long far = 1L << 62;
        assertThat(new Run(LINEAR).send(batch(0).start(far - 50).samples(2, 1, 1)).errors())
                .containsExactly(
                        "sample times must be at most 2^62 us (got a start of " + (far - 50) + ")");
        assertThat(new Run(LINEAR).send(batch(0).start(Long.MAX_VALUE).samples(2, 1, 1)).errors())
                .containsExactly(
                        "start_us must be above -2^62 and at most 2^62 (got 9223372036854775807)");
        assertThat(new Run(LINEAR).send(batch(0).start(Long.MIN_VALUE).samples(2, 1, 1)).errors())
                .containsExactly(
                        "start_us must be above -2^62 and at most 2^62 (got -9223372036854775808)");
    }
}
