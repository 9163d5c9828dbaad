package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.filter.PlainFilters;
import org.spikelink.core.filter.RandomChain;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SpikeBatch;

/** A model with filters does what the model without them does when a sensor sends only what the filters pass. */
final class FilteredStreamTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void stepsAndClassesAreThoseOfTheEventsThatPass(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FilterSpec> specs = RandomChain.any(random);
        List<PlainFilters.Event> events = RandomChain.events(random, 2_000);
        InputSpec.Events input = RandomChain.input(specs);
        InputSpec.Events without =
                new InputSpec.Events(
                        input.filteredWidth(),
                        input.filteredHeight(),
                        2,
                        1,
                        input.value(),
                        input.slicing());
        Run expected = new Run(model(without, seed));
        expected.send(batches(PlainFilters.apply(specs, events), random, 300));
        Run filtered = new Run(model(input, seed)).send(batches(events, random, 80));
        assertThat(filtered.errors()).isEmpty();
        assertThat(filtered.steps()).as("seed %d %s", seed, specs).isEqualTo(expected.steps());
        assertThat(filtered.windows()).isEqualTo(expected.windows());
    }

    @Test
    void aBatchThatIsLeftAndRestoredPassesTheSameEvents() {
        List<FilterSpec> specs =
                List.of(new FilterSpec.Refractory(5_000), new FilterSpec.RateLimit(500, 10_000));
        SplittableRandom random = new SplittableRandom(7);
        List<PlainFilters.Event> events = RandomChain.events(random, 4_000);
        Model model = model(RandomChain.input(specs), 7);
        Run whole = new Run(model).send(batches(events, random, 1_000));
        assertThat(whole.counters().steps()).isGreaterThan(500);

        StreamStepper stepper =
                new StreamStepper(model, StepperOptions.DEFAULTS, StepObserver.NONE);
        BatchQueue queue = new BatchQueue();
        for (Batch batch : batches(events, new SplittableRandom(8), 1_000)) {
            queue.add(batch.build());
        }
        List<Outgoing> out = new ArrayList<>();
        StreamState state = null;
        int turns = 0;
        while (!queue.isEmpty()) {
            stepper.add(state, queue);
            stepper.step(() -> true, out::add);
            state = stepper.result(0);
            stepper.clear();
            turns++;
            queue = BatchQueue.of(queue.waiting());
            StreamState restored = Run.read(Run.bytes(state));
            restored.restoreFilters(state.filters());
            state = restored;
            stepper = new StreamStepper(model, StepperOptions.DEFAULTS, StepObserver.NONE);
        }
        assertThat(turns).isGreaterThan(5);
        assertThat(new Run(model).take(out).steps()).isEqualTo(whole.steps());
    }

    @Test
    void theFiltersOfAStreamStartAgainWithItsSession() {
        Model model = model(RandomChain.input(List.of(new FilterSpec.Refractory(1 << 20))), 1);
        Run run = new Run(model);
        run.send(Batch.batch(0).session(1).events(0, 10, 20));
        assertThat(run.counters().filtered(0)).isEqualTo(2);
        run.send(Batch.batch(0).session(2).events(30, 40));
        assertThat(run.counters().filtered(0)).isEqualTo(3);
        run.send(Batch.batch(1).session(2).end());
        assertThat(run.state().filters()).isNull();
    }

    @Test
    void spikesSayHowManyEventsARateLimitHasShedInTheSession() {
        Model model = model(RandomChain.input(List.of(new FilterSpec.RateLimit(2_000, 1_000))), 1);
        Run run = new Run(model);
        run.send(
                Batch.batch(0).session(1).events(0, 10, 20, 30),
                Batch.batch(1).session(1).events(1_000),
                Batch.batch(2).session(1).start(2_000).events(2_000, 2_001, 2_002),
                Batch.batch(3).session(1).start(4_000).until(4_000),
                Batch.batch(0).session(2).events(0, 1_000));
        assertThat(run.spikes()).extracting(SpikeBatch::shedEvents).containsExactly(2L, 3L, 3L, 0L);
    }

    @Test
    void spikesCountWhatTheSenderHasShedWithWhatTheModelHas() {
        Model model = model(RandomChain.input(List.of(new FilterSpec.RateLimit(2_000, 1_000))), 1);
        Batch[] batches = {
            Batch.batch(0).session(1).events(0, 10, 20, 30).shed(5),
            Batch.batch(1).session(1).events(1_000), // a sender that leaves the number out
            Batch.batch(2).session(1).event(1_000, RandomChain.WIDTH).shed(9), // rejected
            Batch.batch(0).session(2).events(0).shed(4),
            Batch.batch(1).session(2).end(),
            Batch.batch(2).session(2).events(0).shed(8), // after the end
            Batch.batch(0).session(3).events(0),
            Batch.batch(1).session(3).end().shed(3),
            Batch.batch(0).session(4).events(0).end()
        };
        Run whole = new Run(model).send(batches);
        assertThat(whole.errors()).hasSize(2);
        assertThat(whole.spikes())
                .extracting(SpikeBatch::session, SpikeBatch::shedEvents)
                .containsExactly(
                        tuple(1L, 7L), tuple(1L, 11L), tuple(2L, 4L), tuple(3L, 3L), tuple(4L, 0L));
        assertThat(restoredBeforeEach(model, batches))
                .extracting(SpikeBatch::session, SpikeBatch::shedEvents)
                .containsExactlyElementsOf(
                        whole.spikes().stream()
                                .map(b -> tuple(b.session(), b.shedEvents()))
                                .toList());
    }

    /** What a stream gives that is stored and restored before each batch. */
    private static List<SpikeBatch> restoredBeforeEach(Model model, Batch... batches) {
        List<Outgoing> out = new ArrayList<>();
        StreamState state = null;
        for (Batch batch : batches) {
            StreamStepper stepper =
                    new StreamStepper(model, StepperOptions.DEFAULTS, StepObserver.NONE);
            BatchQueue queue = new BatchQueue();
            queue.add(batch.build());
            stepper.add(state, queue);
            stepper.step(() -> false, out::add);
            StreamState left = stepper.result(0);
            state = Run.read(Run.bytes(left));
            state.restoreFilters(left.filters());
        }
        return new Run(model).take(out).spikes();
    }

    @Test
    void whatIsOutsideTheSensorIsRejectedNotFiltered() {
        Model model = model(RandomChain.input(List.of(new FilterSpec.Region(0, 0, 2, 2))), 1);
        Run run = new Run(model);
        run.send(Batch.batch(0).event(0, RandomChain.WIDTH - 1).event(1, RandomChain.WIDTH));
        assertThat(run.errors()).containsExactly("event 1: x must be 0..8 (got 9)");
        assertThat(run.counters().filtered(0)).isZero();
    }

    private static Model model(InputSpec input, long seed) {
        return Models.random(
                Models.document(
                        input,
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                        new DecisionSpec(7, 5, false),
                        Models.slstm(input.size(), 11, Reset.SUBTRACT, false, null, false),
                        Models.slstm(11, 3, Reset.ZERO, true, null, false)),
                new SplittableRandom(seed),
                0.8f);
    }

    /** Batches of at most {@code most} events, then the end of the session. */
    private static Batch[] batches(
            List<PlainFilters.Event> events, SplittableRandom random, int most) {
        List<Batch> batches = new ArrayList<>();
        for (int at = 0; at < events.size(); ) {
            int to = Math.min(events.size(), at + random.nextInt(most));
            List<PlainFilters.Event> part = events.subList(at, to);
            long start = part.stream().mapToLong(PlainFilters.Event::timeUs).min().orElse(0);
            Batch batch = Batch.batch(batches.size()).start(start);
            part.forEach(e -> batch.event(e.timeUs(), e.x(), e.y(), e.on()));
            batches.add(batch);
            at = to;
        }
        batches.add(Batch.batch(batches.size()).end());
        return batches.toArray(Batch[]::new);
    }
}
