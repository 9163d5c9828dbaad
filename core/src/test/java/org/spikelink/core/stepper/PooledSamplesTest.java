package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.Batch.batch;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;

/** Three samples a step, a period of 100 µs, one channel. */
final class PooledSamplesTest {
    private static final Model SUM = model(Pooling.By.SUM, new EncoderSpec.Direct());
    private static final Model MEAN = model(Pooling.By.MEAN, new EncoderSpec.Direct());
    private static final Model LATENCY =
            model(Pooling.By.SUM, new EncoderSpec.Latency(3, 0.01, 2, true, true, true, 1));
    private static final StepperOptions SMALL =
            new StepperOptions(3, 10, Duration.ofHours(24), StepperOptions.Spikes.LAST);

    private static Model model(Pooling.By by, EncoderSpec encoder) {
        return TinyModel.linear()
                .input(
                        new InputSpec.Samples(
                                1, 100, new Pooling(3, by), Normalization.NONE, encoder))
                .window(1, 1)
                .build();
    }

    @Test
    void aStepIsMadeWhenTheLastOfItsSamplesArrives() {
        Run run = new Run(SUM).send(batch(0).start(50).samples(1, 1, 2, 3, 4, 5));
        assertThat(run.windows()).containsExactly("1/0 0..300 [6.0] final");
        run.send(batch(1).start(550).samples(1, 6));
        assertThat(run.windows().get(1)).isEqualTo("1/1 300..600 [15.0] final");
    }

    @Test
    void samplesThatWaitForOthersAreInTheState() {
        Run run = new Run(SUM).send(batch(0).samples(1, 1, 2, 3, 4));
        Run restored = new Run(SUM).state(Run.read(Run.bytes(run.state())));
        restored.send(batch(1).start(400).samples(1, 5, 6));
        assertThat(restored.windows()).containsExactly("1/1 250..550 [15.0] final");
    }

    @Test
    void aMissingSampleAddsNothingAndDoesNotCountInAMean() {
        Run sum = new Run(SUM).send(batch(0).samples(1, 1), batch(1).start(200).samples(1, 5));
        assertThat(sum.windows()).containsExactly("1/0 -50..250 [6.0] final");
        Run mean = new Run(MEAN).send(batch(0).samples(1, 1), batch(1).start(200).samples(1, 5));
        assertThat(mean.windows()).containsExactly("1/0 -50..250 [3.0] final");
    }

    @Test
    void aMissingLastSampleIsKnownFromTheNextOneOrFromUntil() {
        Run next = new Run(SUM).send(batch(0).samples(1, 1, 2), batch(1).start(300).samples(1, 4));
        assertThat(next.windows()).containsExactly("1/0 -50..250 [3.0] final");
        Run until = new Run(SUM).send(batch(0).samples(1, 1, 2), batch(1).until(250));
        assertThat(until.windows()).containsExactly("1/0 -50..250 [3.0] final");
        assertThat(new Run(SUM).send(batch(0).until(249).samples(1, 1, 2)).windows()).isEmpty();
    }

    @Test
    void aSampleThatWasThereAlreadyIsLate() {
        Run run =
                new Run(SUM)
                        .send(
                                batch(0).samples(1, 1, 2),
                                batch(1).start(100).samples(1, 9, 4),
                                batch(2).start(500).samples(1, 5));
        assertThat(run.counters().late()).isEqualTo(1);
        assertThat(run.windows())
                .containsExactly("1/0 -50..250 [7.0] final", "1/1 250..550 [5.0] final");
    }

    @Test
    void theEndStepsTheSamplesThatStillWait() {
        Run run = new Run(MEAN).send(batch(0).end().samples(1, 1, 2, 3, 4, 8));
        assertThat(run.windows())
                .containsExactly("1/0 -50..250 [2.0] final", "1/1 250..550 [6.0] final");
        assertThat(new Run(SUM).send(batch(0).end().samples(1, 1, 2, 3)).windows()).hasSize(1);
    }

    @Test
    void aSampleSpreadOverStepsFillsItsTime() {
        Run run = new Run(LATENCY).send(batch(0).end().samples(1, 0.2f, 0.2f, 0.2f, 1));
        assertThat(run.windows())
                .containsExactly(
                        "1/0 -50..50 [0.0] final",
                        "1/1 50..150 [1.0] final",
                        "1/2 150..250 [0.0] final",
                        "1/3 250..350 [1.0] final",
                        "1/4 350..450 [0.0] final",
                        "1/5 450..550 [0.0] final");
    }

    @Test
    void aSilentBinIsAsManySilentSteps() {
        Run run =
                new Run(LATENCY)
                        .send(
                                batch(0).samples(1, 1, 0, 0),
                                batch(1).start(600).samples(1, 1, 0, 0));
        assertThat(run.classes().stream().map(c -> c.scores()[0]).toList())
                .containsExactly(1f, 0f, 0f, 0f, 0f, 0f, 1f, 0f, 0f);
    }

    @Test
    void theLimitOfBinsCountsEveryStep() {
        assertThat(new Run(LATENCY, SMALL).send(batch(0).samples(1, new float[9])).errors())
                .isEmpty();
        assertThat(new Run(LATENCY, SMALL).send(batch(0).samples(1, new float[12])).errors())
                .containsExactly("a batch may close at most 10 bins (got 12)");
        assertThat(new Run(SUM, SMALL).send(batch(0).samples(1, new float[32])).errors()).isEmpty();
        assertThat(new Run(SUM, SMALL).send(batch(0).samples(1, new float[33])).errors())
                .containsExactly("a batch may close at most 10 bins (got 11)");
    }

    @Test
    void aLongGapForgetsWhatTheEncoderRemembers() {
        Model delta = model(Pooling.By.SUM, new EncoderSpec.Delta(1, false, true));
        Run run =
                new Run(delta, SMALL)
                        .send(
                                batch(0).samples(1, 3, 0, 0),
                                batch(1).start(300).samples(1, 3, 0, 0),
                                batch(2).start(10_000).samples(1, 3, 0, 0));
        assertThat(run.counters().gaps()).isEqualTo(1);
        assertThat(run.classes().stream().map(c -> c.scores()[0]).toList())
                .startsWith(1f, 0f)
                .endsWith(1f);
    }
}
