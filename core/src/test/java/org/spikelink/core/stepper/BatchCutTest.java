package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;

/** However a stream's events are cut into batches, the steps, spikes and classes are the same, bit for bit. */
final class BatchCutTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 4;
    private static final StepperOptions GAP_5 =
            new StepperOptions(5, 10_000, Duration.ofHours(24), StepperOptions.Spikes.ALL);

    private record Event(long timeUs, int x, int y, boolean on) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void stepsSpikesAndClassesDoNotDependOnTheCut(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model model = model(random, slicing(random));
        List<Event> events = events(random, 600);
        Run whole = new Run(model, GAP_5).send(cut(events, new int[] {events.size()}, null));
        assertThat(whole.counters().steps()).isGreaterThan(5);
        assertThat(whole.counters().spikes()).isGreaterThan(5);
        for (int n = 0; n < 12; n++) {
            Run parts = new Run(model, GAP_5);
            if (n % 2 == 1) {
                parts.throughBytes(model);
            }
            parts.send(cut(events, cuts(random, events.size()), random));
            assertThat(parts.errors()).as("seed %d", seed).isEmpty();
            assertThat(parts.steps()).as("seed %d", seed).isEqualTo(whole.steps());
            assertThat(parts.windows()).as("seed %d", seed).isEqualTo(whole.windows());
            assertThat(parts.answers()).as("seed %d", seed).isEqualTo(whole.answers());
            assertThat(parts.state().step()).isEqualTo(whole.state().step());
            assertThat(parts.counters().late()).isEqualTo(whole.counters().late());
            assertThat(parts.counters().gaps()).isEqualTo(whole.counters().gaps());
            assertThat(parts.counters().clockResets()).isEqualTo(whole.counters().clockResets());
        }
    }

    @Test
    void theEventsOfThisTestAreLateNowAndThenAndHoldGapsAndClocksSetBack() {
        SplittableRandom random = new SplittableRandom(2);
        List<Event> events = events(random, 3000);
        Model model = model(random, new Slicing.Time(1000, Slicing.Origin.ZERO));
        Run run = new Run(model, GAP_5).send(cut(events, new int[] {events.size()}, null));
        assertThat(run.counters().late()).isGreaterThan(50);
        assertThat(run.counters().gaps()).isGreaterThan(5);
        assertThat(run.counters().clockResets()).isGreaterThan(5);
        assertThat(run.classes())
                .extracting(Classification::isFinal)
                .contains(true)
                .contains(false);
    }

    /** An early decision ends windows sooner: spikes, steps and the windows' starts are those without it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void earlyDecisionsChangeWhenAWindowIsDecidedAndNothingElse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model early = model(random, slicing(random));
        DecisionSpec decision = early.document().decision();
        Model full =
                ModelFile.of(
                        early.document().with(early.document().readout(), decision.with(0, null)),
                        early.weights());
        Batch[] batches = cut(events(random, 1500), new int[] {700, 1500}, null);
        Run soon = new Run(early, GAP_5).send(batches);
        Run late = new Run(full, GAP_5).send(batches);
        assertThat(soon.steps()).as("seed %d", seed).isEqualTo(late.steps());
        Map<Long, Long> ends = new HashMap<>();
        soon.classes().forEach(c -> ends.put(c.windowStartUs(), c.windowEndUs()));
        for (Classification c : late.classes()) {
            assertThat(ends).as("seed %d", seed).containsKey(c.windowStartUs());
        }
        assertThat(soon.classes())
                .as("seed %d", seed)
                .hasSizeGreaterThanOrEqualTo(late.classes().size());
    }

    private static Slicing slicing(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Slicing.Count(1 + random.nextInt(40));
            case 1 -> new Slicing.Time(1000, Slicing.Origin.ZERO);
            default -> new Slicing.Time(1 + random.nextInt(3000), Slicing.Origin.FIRST_EVENT);
        };
    }

    private static Model model(SplittableRandom random, Slicing slicing) {
        int window = 2 + random.nextInt(60);
        boolean surface = slicing instanceof Slicing.Time && random.nextBoolean();
        InputSpec input =
                surface
                        ? new InputSpec.Events(
                                WIDTH,
                                HEIGHT,
                                2,
                                1,
                                InputSpec.Value.TIME_SURFACE,
                                slicing,
                                List.of(),
                                1 + random.nextInt(5_000))
                        : new InputSpec.Events(WIDTH, HEIGHT, 2, 1, InputSpec.Value.COUNT, slicing);
        return Models.random(
                Models.document(
                        input,
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1, 0.2),
                        decision(random, window),
                        Models.slstm(input.size(), 11, Reset.SUBTRACT, false, null, false),
                        Models.slstm(11, 3, Reset.ZERO, true, null, false)),
                random,
                0.8f);
    }

    /** Half of them with early decisions, and windows that are not answered. */
    private static DecisionSpec decision(SplittableRandom random, int window) {
        DecisionSpec plain = new DecisionSpec(window, 1 + random.nextInt(window), false);
        return random.nextBoolean()
                ? plain
                : plain.with(0.4, new DecisionSpec.Early(0.45, 1 + random.nextInt(2)));
    }

    /** Mostly in order; now and then late, after a long gap, or on a clock that was set back. */
    private static List<Event> events(SplittableRandom random, int count) {
        List<Event> events = new ArrayList<>();
        long now = 3_000_000;
        for (int n = 0; n < count; n++) {
            int what = random.nextInt(200);
            now += what == 0 ? 90_000 : what == 1 ? -60_000 : random.nextInt(700);
            long timeUs = what < 20 ? now - random.nextInt(4000) : now;
            events.add(
                    new Event(
                            timeUs,
                            random.nextInt(WIDTH),
                            random.nextInt(HEIGHT),
                            random.nextBoolean()));
        }
        return events;
    }

    private static int[] cuts(SplittableRandom random, int size) {
        List<Integer> cuts = new ArrayList<>();
        int longest = 1 + random.nextInt(80);
        for (int at = 0; at < size; ) {
            at = Math.min(size, at + random.nextInt(longest + 1));
            cuts.add(at);
        }
        return cuts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Batches of the events up to each cut; the last one ends the session. {@code random} null for no extras. */
    private static Batch[] cut(List<Event> events, int[] cuts, SplittableRandom random) {
        List<Batch> batches = new ArrayList<>();
        int from = 0;
        for (int to : cuts) {
            Batch batch = batch(batches.size(), events.subList(from, to), random);
            if (random != null && to < events.size() && random.nextBoolean()) {
                // A promise that the next event keeps.
                batch.until(events.get(to).timeUs - random.nextInt(2000));
            }
            batches.add(batch);
            if (random != null && random.nextInt(5) == 0) {
                batches.add(batches.get(random.nextInt(batches.size()))); // a repeat
            }
            from = to;
        }
        batches.add(batch(batches.size(), List.of(), random).end());
        return batches.toArray(Batch[]::new);
    }

    private static Batch batch(int sequence, List<Event> events, SplittableRandom random) {
        long start = events.stream().mapToLong(Event::timeUs).min().orElse(0);
        Batch batch = Batch.batch(sequence).start(start - (random == null ? 0 : random.nextInt(9)));
        events.forEach(e -> batch.event(e.timeUs, e.x, e.y, e.on));
        return batch;
    }
}
