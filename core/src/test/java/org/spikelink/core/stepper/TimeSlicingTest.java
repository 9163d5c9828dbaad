package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.Batch.batch;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.SensorBatch;

/** When bins of equal length close; they have 1000 µs here. */
final class TimeSlicingTest {
    private static final Model ECHO = TinyModel.echo().build();
    private static final Model FROM_ZERO = TinyModel.echo().origin(Slicing.Origin.ZERO).build();

    @Test
    void aBinClosesWhenAnEventAtItsEndArrives() {
        Run run = new Run(ECHO).send(batch(0).event(500, 1).event(1499, 2));
        assertThat(run.steps()).isEmpty();
        run.send(batch(1).event(1500, 3));
        assertThat(run.steps()).containsExactly("1/0 500+1000 [[1, 2]]");
    }

    @Test
    void aBinClosesWhenUntilReachesItsEnd() {
        Run run = new Run(ECHO).send(batch(0).event(500, 1).until(1499));
        assertThat(run.steps()).isEmpty();
        run.send(batch(1).until(1500));
        assertThat(run.steps()).containsExactly("1/0 500+1000 [[1]]");
    }

    @Test
    void untilInTheSameBatchClosesTheBinsOfItsEvents() {
        Run run = new Run(ECHO).send(batch(0).event(0, 1).event(1000, 2).until(2000));
        assertThat(run.steps()).containsExactly("1/0 0+1000 [[1]]", "1/1 1000+1000 [[2]]");
    }

    @Test
    void silentBinsAreStepped() {
        Run run = new Run(ECHO).send(batch(0).event(0, 1).event(3000, 2).until(5000));
        assertThat(run.neurons())
                .containsExactly(List.of(1), List.of(), List.of(), List.of(2), List.of());
        assertThat(run.counters().steps()).isEqualTo(5);
        assertThat(run.counters().spikes()).isEqualTo(2);
    }

    @Test
    void nothingIsSteppedBeforeTheFirstEvent() {
        Run run = new Run(FROM_ZERO).send(batch(0).until(50_000), batch(1).until(99_000));
        assertThat(run.out()).isEmpty();
        assertThat(run.counters().steps()).isZero();
    }

    @Test
    void theGridStartsAtTheFirstEvent() {
        Run run = new Run(ECHO).send(batch(0).event(1234, 1).until(3234));
        assertThat(run.steps()).containsExactly("1/0 1234+1000 [[1]]", "1/1 2234+1000 [[]]");
    }

    @Test
    void withOriginZeroTheGridStartsAtZeroAndTheBinsBeforeTheFirstEventAreSilence() {
        Run run = new Run(FROM_ZERO).send(batch(0).event(2500, 1).until(3000));
        assertThat(run.steps())
                .containsExactly("1/0 0+1000 [[]]", "1/1 1000+1000 [[]]", "1/2 2000+1000 [[1]]");
    }

    @Test
    void withOriginZeroALeadOfExactlyTheMaximalGapIsStepped() {
        Run run = new Run(FROM_ZERO).send(batch(0).event(100_999, 1).until(101_000));
        assertThat(run.steps()).hasSize(101).endsWith("1/100 100000+1000 [[1]]");
    }

    @Test
    void withOriginZeroALongerLeadIsNotStepped() {
        Run run = new Run(FROM_ZERO).send(batch(0).event(101_000, 1).until(102_000));
        assertThat(run.steps()).containsExactly("1/0 101000+1000 [[1]]");
    }

    @Test
    void withOriginZeroTimesBeforeZeroLieOnTheSameGrid() {
        Run run = new Run(FROM_ZERO).send(batch(0).start(-1500).event(-1500, 1).until(0));
        assertThat(run.steps()).containsExactly("1/0 -2000+1000 [[1]]", "1/1 -1000+1000 [[]]");
    }

    @Test
    void lateEventsAreDroppedAndCounted() {
        Run run =
                new Run(ECHO)
                        .send(batch(0).event(5000, 1).event(6000, 2))
                        .send(batch(1).event(5999, 3).event(6500, 0).event(1, 3).until(7000));
        assertThat(run.neurons()).containsExactly(List.of(1), List.of(0, 2));
        assertThat(run.counters().late()).isEqualTo(2);
        assertThat(run.counters().events()).isEqualTo(5);
    }

    @Test
    void eventsOfOneBinMayComeInAnyOrder() {
        Run run = new Run(ECHO).send(batch(0).event(0, 3).event(900, 2).event(100, 1).until(1000));
        assertThat(run.neurons()).containsExactly(List.of(1, 2, 3));
        assertThat(run.counters().late()).isZero();
    }

    @Test
    void aBinGathersEventsOfManyBatches() {
        Run run = new Run(linear(InputSpec.Value.COUNT));
        for (int n = 0; n < 10; n++) {
            run.send(batch(n).event(n * 100L, 1));
        }
        run.send(batch(10).until(1000));
        assertThat(run.classes().get(0).scores()).containsExactly(0, 10, 0, 0);
    }

    @Test
    void countedInputsCarryTheNumberOfEventsAndBinaryOnesAOne() {
        Batch batch = batch(0).event(0, 0).event(1, 2).event(2, 2).event(3, 2).until(1000);
        assertThat(new Run(linear(InputSpec.Value.COUNT)).send(batch).classes().get(0).scores())
                .containsExactly(1, 0, 3, 0);
        assertThat(new Run(linear(InputSpec.Value.BINARY)).send(batch).classes().get(0).scores())
                .containsExactly(1, 0, 1, 0);
    }

    @Test
    void signedInputsAreOnEventsLessOffEventsWhereverABatchEnds() {
        Model model = linear(InputSpec.Value.SIGNED);
        Run run =
                new Run(model)
                        .throughBytes(model)
                        .send(batch(0).event(0, 0, 0, true).event(1, 1, 0, false))
                        .send(batch(1).event(2, 1, 0, false).event(3, 2, 0, true))
                        .send(batch(2).event(4, 2, 0, false).event(5, 3, 0, true).until(1000));
        assertThat(run.classes().get(0).scores()).containsExactly(1, -2, 0, 1);
    }

    @Test
    void theInputOfAnEventIsPolarityThenRowThenColumn() {
        Model model = grid(3, 2, 2, 1);
        Run run =
                new Run(model)
                        .send(
                                batch(0).event(0, 2, 1, false).until(1000),
                                batch(1).event(1000, 0, 0, true).until(2000),
                                batch(2).event(2000, 2, 1, true).until(3000));
        assertThat(run.neurons()).containsExactly(List.of(5), List.of(6), List.of(11));
    }

    @Test
    void withOnePolarityOnAndOffShareAnInput() {
        Run run =
                new Run(grid(3, 2, 1, 1))
                        .send(batch(0).event(0, 2, 1, false).event(1, 2, 1, true).until(1000));
        assertThat(run.neurons()).containsExactly(List.of(5));
    }

    @Test
    void downsampledPixelsShareAnInputAndAnOddSideIsRoundedUp() {
        // 5 x 3 by 2 gives 3 x 2 inputs a polarity.
        Run run =
                new Run(grid(5, 3, 2, 2))
                        .send(
                                batch(0).event(0, 0, 0, false).event(1, 1, 1, false).until(1000),
                                batch(1).event(1000, 4, 2, false).until(2000),
                                batch(2).event(2000, 2, 0, true).until(3000));
        assertThat(run.neurons()).containsExactly(List.of(0), List.of(5), List.of(7));
    }

    @Test
    void timesFarFromZeroAreExact() {
        long base = (1L << 62) - 10_000;
        SensorBatch batch = batch(0).start(base).event(base, 1).event(base + 1000, 2).build();
        Run run = new Run(ECHO).send(batch);
        assertThat(run.steps()).containsExactly("1/0 " + base + "+1000 [[1]]");
    }

    private static Model linear(InputSpec.Value value) {
        Slicing slicing = new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT);
        return TinyModel.linear()
                .input(new InputSpec.Events(4, 1, 1, 1, value, slicing))
                .window(1, 1)
                .build();
    }

    private static Model grid(int width, int height, int polarities, int downsample) {
        Slicing slicing = new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT);
        return TinyModel.echo()
                .input(
                        new InputSpec.Events(
                                width,
                                height,
                                polarities,
                                downsample,
                                InputSpec.Value.COUNT,
                                slicing))
                .build();
    }
}
