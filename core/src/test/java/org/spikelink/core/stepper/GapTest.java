package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.Batch.batch;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;

/** Long silences and clocks that are set back; bins of 1000 µs, a gap of at most 3 bins. */
final class GapTest {
    private static final StepperOptions GAP_3 =
            new StepperOptions(3, 1000, Duration.ofHours(24), StepperOptions.Spikes.LAST);

    /** Spikes until the network is reset, so that a reset shows. */
    private static final Model LATCH = TinyModel.latch().window(100, 100).build();

    @Test
    void asManySilentBinsAsTheMaximalGapAreStepped() {
        Run run = new Run(LATCH, GAP_3).send(batch(0).event(0, 1).event(4000, 2).until(5000));
        assertThat(run.neurons())
                .containsExactly(List.of(1), List.of(1), List.of(1), List.of(1), List.of(1, 2));
        assertThat(run.counters().gaps()).isZero();
    }

    @Test
    void afterOneMoreTheNetworkIsReset() {
        Run run = new Run(LATCH, GAP_3).send(batch(0).event(0, 1).event(5000, 2).until(6000));
        assertThat(run.steps())
                .containsExactly(
                        "1/0 0+1000 [[1]]",
                        "1/1 1000+1000 [[1]]",
                        "1/2 2000+1000 [[1]]",
                        "1/3 3000+1000 [[1]]",
                        "1/4 5000+1000 [[2]]");
        assertThat(run.counters().gaps()).isEqualTo(1);
    }

    @Test
    void aLongSilenceResetsTheNetworkOnce() {
        Run run = new Run(LATCH, GAP_3).send(batch(0).event(0, 1));
        for (int n = 1; n < 50; n++) {
            run.send(batch(n).until(n * 1000L));
        }
        assertThat(run.counters().steps()).isEqualTo(4);
        assertThat(run.counters().gaps()).isEqualTo(1);
    }

    @Test
    void aGapKnownByManyUntilsIsTheGapKnownByOneEvent() {
        Batch first = batch(0).event(0, 1);
        Batch last = batch(99).event(70_300, 2).until(72_000);
        Run known = new Run(LATCH, GAP_3).send(first, last);
        Run announced = new Run(LATCH, GAP_3).send(first);
        for (int n = 1; n < 99; n++) {
            announced.send(batch(n).until(n * 700L));
        }
        announced.send(last);
        assertThat(announced.steps()).isEqualTo(known.steps()).hasSize(6);
        assertThat(announced.windows()).isEqualTo(known.windows()).hasSize(1);
    }

    @Test
    void aGapEndsAPartialWindowWhichIsClassified() {
        Run run = new Run(LATCH, GAP_3).send(batch(0).event(0, 1).until(90_000));
        assertThat(run.windows()).containsExactly("1/3 0..4000 [0.0, 4.0, 0.0, 0.0] partial");
    }

    @Test
    void afterAGapTheGridGoesOn() {
        Run run = new Run(LATCH, GAP_3).send(batch(0).event(300, 1).event(70_000, 2).until(71_000));
        assertThat(run.steps()).endsWith("1/4 69300+1000 [[2]]");
    }

    @Test
    void anEventThatIsOlderByExactlyTheMaximalGapIsLate() {
        Run run = new Run(LATCH, GAP_3).send(batch(0).event(9000, 1).event(6000, 2).until(10_000));
        assertThat(run.neurons()).containsExactly(List.of(1));
        assertThat(run.counters().late()).isEqualTo(1);
        assertThat(run.counters().clockResets()).isZero();
    }

    @Test
    void anOlderOneMeansThatTheClockWasSetBack() {
        Run run =
                new Run(LATCH, GAP_3)
                        .send(batch(0).event(9000, 1).event(5999, 2).event(6100, 3).until(6999));
        assertThat(run.steps()).containsExactly("1/0 9000+1000 [[1]]", "1/1 5999+1000 [[2, 3]]");
        assertThat(run.counters().clockResets()).isEqualTo(1);
        assertThat(run.counters().late()).isZero();
    }

    @Test
    void aClockThatIsSetBackEndsAPartialWindow() {
        Run run = new Run(LATCH, GAP_3).send(batch(0).event(90_000, 1).event(5000, 2).until(6000));
        assertThat(run.windows()).containsExactly("1/0 90000..91000 [0.0, 1.0, 0.0, 0.0] partial");
    }

    @Test
    void withOriginZeroAClockThatIsSetBackKeepsTheGrid() {
        Model model = TinyModel.latch().origin(Slicing.Origin.ZERO).build();
        Run run =
                new Run(model, GAP_3)
                        .send(batch(0).event(90_500, 1).event(50_700, 2).until(51_000));
        assertThat(run.steps()).containsExactly("1/0 90000+1000 [[1]]", "1/1 50000+1000 [[2]]");
    }

    @Test
    void oneFarFutureEventCostsTwoRestartsAndNotTheStream() {
        Run run = new Run(LATCH, GAP_3).send(batch(0).event(0, 1));
        run.send(batch(1).start(1L << 61).event(1L << 61, 3));
        for (int n = 2; n < 10; n++) {
            run.send(batch(n).event(n * 1000L, 2));
        }
        assertThat(run.counters().gaps()).isEqualTo(1);
        assertThat(run.counters().clockResets()).isEqualTo(1);
        assertThat(run.counters().late()).isZero();
        assertThat(run.neurons()).hasSize(4 + 1 + 7).endsWith(List.of(2), List.of(2));
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void timesAtBothEndsOfTheRangeAreAClockSetBackAndNotAFailure() {
        long far = 1L << 62;
        Run run = new Run(LATCH, GAP_3);
        run.send(batch(0).start(far).event(far, 1));
        run.send(batch(1).start(1 - far).event(1 - far, 2).until(2 - far + 1000));
        run.send(batch(2).start(far).event(far, 3));
        assertThat(run.counters().clockResets()).isEqualTo(1);
        assertThat(run.counters().gaps()).isEqualTo(1);
        assertThat(run.errors()).isEmpty();
        assertThat(run.neurons()).startsWith(List.of(1), List.of(2));
    }
}
