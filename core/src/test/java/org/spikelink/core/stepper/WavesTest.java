package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;

/** Streams that step together: each has the states and outputs, bit for bit, that it has alone. */
final class WavesTest {
    private static final int WIDTH = 24;
    private static final Slicing BINS = new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyStreamHasTheBitsThatItHasAlone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model model = model(random);
        Together together = new Together(model, 1 + random.nextInt(70), StepperOptions.Spikes.ALL);
        for (int bundle = 0; bundle < 4; bundle++) {
            for (int n = 0; n < together.streams(); n++) {
                together.give(n, batches(random, n, bundle));
            }
            together.step();
        }
        together.equalsEachAlone();
        assertThat(together.stepper.counters().spikes()).isGreaterThan(100);
    }

    @Test
    void denseInputsAreSteppedInSeveralGroups() { // what differs would show in the states
        int width = 100;
        Model model =
                TinyModel.latch()
                        .input(TinyModel.pixels(width, new Slicing.Batch()))
                        .window(9, 9)
                        .build();
        Together together =
                new Together(model, 3000, StepperOptions.Spikes.NONE); // 300,000 active inputs
        for (int n = 0; n < together.streams(); n++) {
            Batch batch = Batch.batch(0);
            for (int x = n % 3; x < width; x++) {
                batch.event(x, x);
            }
            together.give(n, List.of(named(n, batch)));
        }
        together.step();
        together.equalsEachAlone();
    }

    private static Model model(SplittableRandom random) {
        return Models.random(
                Models.document(
                        TinyModel.pixels(WIDTH, BINS),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        new DecisionSpec(3, 3, true).with(0.3, new DecisionSpec.Early(0.4, 2)),
                        Models.slstm(WIDTH, 20),
                        Models.slstm(20, 5)),
                random,
                2);
    }

    /** None to three batches of one stream that close none to many bins, end its session or open the next. */
    private static List<SensorBatch> batches(SplittableRandom random, int stream, int bundle) {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            long startUs = 20_000L * bundle + 5_000L * (3 - n);
            Batch batch = Batch.batch(10L * bundle + 3 - n).session(1 + bundle / 2).start(startUs);
            for (int e = random.nextInt(30); e > 0; e--) {
                batch.event(startUs + random.nextInt(5_000), random.nextInt(WIDTH));
            }
            batches.add(named(stream, random.nextInt(9) == 0 ? batch.end() : batch));
        }
        return batches;
    }

    private static String name(int stream) {
        return "stream " + stream;
    }

    private static SensorBatch named(int stream, Batch batch) {
        SensorBatch b = batch.build();
        return new SensorBatch(
                name(stream),
                b.session(),
                b.sequence(),
                b.startUs(),
                b.untilUs(),
                b.end(),
                b.payload(),
                b.origin(),
                b.value());
    }

    /** Streams that one stepper advances, and what each was given. */
    private static final class Together {
        private final Model model;
        private final StepperOptions options;
        private final StreamStepper stepper;
        private final StreamState[] states;
        private final List<List<SensorBatch>> given = new ArrayList<>();
        private final List<BatchQueue> waiting = new ArrayList<>();
        private final Map<String, List<Outgoing>> out = new HashMap<>();

        Together(Model model, int streams, StepperOptions.Spikes spikes) {
            this.model = model;
            options = StepperOptions.DEFAULTS.with(spikes);
            stepper = new StreamStepper(model, options, StepObserver.NONE);
            states = new StreamState[streams];
            for (int n = 0; n < streams; n++) {
                given.add(new ArrayList<>());
                waiting.add(new BatchQueue());
            }
        }

        int streams() {
            return states.length;
        }

        void give(int n, List<SensorBatch> batches) {
            given.get(n).addAll(batches);
            batches.forEach(waiting.get(n)::add);
        }

        /** Only streams that were given batches take part, as in a bundle. */
        void step() {
            List<Integer> taking = new ArrayList<>();
            for (int n = 0; n < states.length; n++) {
                if (!waiting.get(n).isEmpty()) {
                    assertThat(stepper.add(states[n], waiting.get(n))).isEqualTo(taking.size());
                    taking.add(n);
                }
            }
            stepper.step(o -> out.computeIfAbsent(o.stream(), s -> new ArrayList<>()).add(o));
            for (int at = 0; at < taking.size(); at++) {
                states[taking.get(at)] = stepper.result(at);
            }
            stepper.clear();
        }

        void equalsEachAlone() {
            StreamStepper one = new StreamStepper(model, options, StepObserver.NONE);
            for (int n = 0; n < states.length; n++) {
                List<Outgoing> expected = new ArrayList<>();
                StreamState state = null;
                for (SensorBatch batch : given.get(n)) {
                    state = one.advance(state, batch, expected::add);
                }
                assertThat(out.getOrDefault(name(n), List.of()))
                        .as("outputs of stream %d", n)
                        .usingRecursiveFieldByFieldElementComparator()
                        .isEqualTo(expected);
                if (state != null) {
                    assertThat(Run.bytes(states[n])).isEqualTo(Run.bytes(state));
                }
            }
        }
    }
}
