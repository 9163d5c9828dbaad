package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.Batch.batch;

import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;

final class BatchAndCountSlicingTest {
    private static final Model BATCH = TinyModel.echo().slicing(new Slicing.Batch()).build();
    private static final Model COUNT = TinyModel.echo().slicing(new Slicing.Count(3)).build();

    @Test
    void everyBatchIsABinAsLongAsItsEvents() {
        Run run =
                new Run(BATCH)
                        .send(
                                batch(0).start(500).event(500, 1).event(777, 2),
                                batch(1).start(900).event(900, 0));
        assertThat(run.steps()).containsExactly("1/0 500+278 [[1, 2]]", "1/1 900+1 [[0]]");
    }

    @Test
    void aBatchThatSaysUntilLastsUntilThen() {
        Run run = new Run(BATCH).send(batch(0).start(500).event(600, 1).until(1500));
        assertThat(run.steps()).containsExactly("1/0 500+1000 [[1]]");
    }

    @Test
    void anUntilBeforeItsEventsDoesNotShortenABatch() {
        Run run = new Run(BATCH).send(batch(0).start(500).event(600, 1).until(100));
        assertThat(run.steps()).containsExactly("1/0 500+101 [[1]]");
    }

    @Test
    void anEmptyBatchIsABinToo() {
        Run run = new Run(BATCH).send(batch(0).start(500), batch(1).start(600).until(700));
        assertThat(run.steps()).containsExactly("1/0 500+1 [[]]", "1/1 600+100 [[]]");
    }

    @Test
    void theLengthOfABatchNeverOverflows() {
        long far = 1L << 62;
        Run run = new Run(BATCH).send(batch(0).start(1 - far).until(far));
        assertThat(run.steps()).containsExactly("1/0 " + (1 - far) + "+" + (2 * far - 1) + " [[]]");
    }

    @Test
    void withSlicingByBatchNothingIsLateAndTheEndClosesNothing() {
        Run run =
                new Run(BATCH)
                        .send(
                                batch(0).start(9000).event(9000, 1),
                                batch(1).start(10).event(10, 2).end());
        assertThat(run.steps()).containsExactly("1/0 9000+1 [[1]]", "1/1 10+1 [[2]]");
        assertThat(run.counters().late()).isZero();
    }

    @Test
    void aBinByCountIsFullAtItsNumberOfEvents() {
        Run run = new Run(COUNT).send(batch(0).event(10, 0).event(20, 1));
        assertThat(run.out()).isEmpty();
        run.send(batch(1).event(30, 1).event(35, 2).event(35, 3).event(90, 3).event(91, 0));
        assertThat(run.steps()).containsExactly("1/0 10+21 [[0, 1]]", "1/1 35+56 [[2, 3]]");
    }

    @Test
    void byCountNoSilenceIsSteppedAndEventsCountAsTheyArrive() {
        Run run =
                new Run(COUNT)
                        .send(
                                batch(0).event(1_000_000_000, 0).event(5, 1).until(2_000_000_000),
                                batch(1).event(3, 2));
        assertThat(run.steps()).containsExactly("1/0 1000000000+1 [[0, 1, 2]]");
        assertThat(run.counters().late()).isZero();
    }

    @Test
    void theEndClosesABinByCountThatIsNotFull() {
        Run run = new Run(COUNT).send(batch(0).event(10, 0).event(20, 1).end());
        assertThat(run.steps()).containsExactly("1/0 10+11 [[0, 1]]");
        assertThat(run.windows()).containsExactly("1/0 10..21 [1.0, 1.0, 0.0, 0.0] partial");
        assertThat(new Run(COUNT).send(batch(0).end()).out()).isEmpty();
    }

    @Test
    void binsByCountAreLimitedPerBatch() {
        long[] events = new long[3 * 10_000 + 2];
        assertThat(new Run(COUNT).send(batch(0).packed(events)).counters().steps())
                .isEqualTo(10_000);
        Run run = new Run(COUNT).send(batch(0).packed(new long[1]));
        run.send(batch(1).packed(events));
        assertThat(run.errors())
                .containsExactly("a batch may close at most 10000 bins (got 10001)");
    }
}
