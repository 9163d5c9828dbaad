package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.Batch.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.network.Network;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.ShadowClass;

/** Models that step a stream beside its own. */
final class ShadowTest {
    private static final int WIDTH = 24;

    @Test
    void aShadowBeginsAndEndsWhereAWindowDoes() {
        Beside run = new Beside(TinyModel.echo().window(2, 2).build());
        Model shadow = TinyModel.echo().window(2, 2).version("2").build();
        run.shadow(shadow, 1_000, 2_000);
        run.send(bin(0, 0, 0), bin(1, 1, 500), bin(2, 2, 1_000), bin(3, 3, 1_001));
        run.send(bin(4, 0, 1_002), bin(5, 1, 1_999), bin(6, 2, 2_001), bin(7, 3, 2_002));
        assertThat(run.shadowWindows())
                .containsExactly(
                        "tiny/2 3 2000..4000 [0.0, 0.0, 1.0, 1.0] final from 2",
                        "tiny/2 5 4000..6000 [1.0, 1.0, 0.0, 0.0] final from 2");
        assertThat(run.state.shadows()).isEmpty();
        assertThat(run.agreement()).isEqualTo("2 of 2");
        assertThat(run.stepper.counters().shadowSteps()).isEqualTo(4);
        assertThat(run.stepper.counters().steps()).isEqualTo(7);
    }

    @Test
    void agreementCountsTheWindowsThatBothHaveDecided() {
        Beside run = new Beside(TinyModel.echo().window(1, 1).build());
        run.shadow(TinyModel.latch().window(1, 1).version("2").build(), 0, Long.MAX_VALUE);
        // echo answers the pixel of the bin, latch the lowest pixel that there has been
        run.send(bin(0, 1, 0), bin(1, 2, 1), bin(2, 1, 2), bin(3, 0, 3), bin(4, 3, 4));
        assertThat(run.agreement()).isEqualTo("3 of 4");
        run.throughBytes();
        run.send(bin(5, 0, 5).end());
        assertThat(run.agreement()).as("since the restart").isEqualTo("1 of 2");
    }

    @Test
    void aWindowThatOneModelDecidesEarlyWaitsForTheOtherAlsoInTheState() {
        Beside run = new Beside(TinyModel.echo().window(4, 4).build());
        Model early =
                TinyModel.echo()
                        .window(4, 4)
                        .decides(0, new DecisionSpec.Early(0.3, 1))
                        .version("2")
                        .build();
        run.shadow(early, 0, Long.MAX_VALUE);
        run.send(bin(0, 1, 0), bin(1, 1, 1));
        assertThat(run.shadowWindows())
                .containsExactly("tiny/2 0 0..1000 [0.0, 1.0, 0.0, 0.0] final from 0");
        assertThat(run.agreement()).isEqualTo("0 of 0");
        run.throughBytes();
        run.send(bin(2, 1, 2), bin(3, 1, 3), bin(4, 1, 4));
        assertThat(run.agreement()).isEqualTo("1 of 1");
    }

    @Test
    void aLongGapAndTheEndOfASessionCutAShadowShortAsTheyDoTheStream() {
        Beside run = new Beside(TinyModel.echo().window(200, 200).build());
        run.shadow(TinyModel.echo().window(200, 200).version("2").build(), 0, Long.MAX_VALUE);
        run.send(bin(0, 1, 0), bin(1, 2, 1), bin(2_000, 3, 2), bin(2_001, 0, 3).end());
        run.send(
                batch(0).session(2).timestampMs(4).event(0, 0).until(1_000),
                batch(1).session(2).timestampMs(5).event(1_000, 0).end());
        assertThat(run.shadowWindows())
                .hasSize(3)
                .isEqualTo(
                        run.windows().stream()
                                .map(line -> line.replace("tiny/1", "tiny/2") + " from 0")
                                .toList());
        assertThat(run.state.shadows()).as("the session has ended").isEmpty();
    }

    @Test
    void aModelOfOtherBinsAndTheActiveModelAreNoShadows() {
        Model first = TinyModel.echo().window(1, 1).build();
        Beside run = new Beside(first);
        Model other =
                TinyModel.echo()
                        .slicing(new Slicing.Time(2500, Slicing.Origin.FIRST_EVENT))
                        .window(1, 1)
                        .version("2")
                        .build();
        run.shadow(other, 0, Long.MAX_VALUE);
        run.shadow(first, 0, Long.MAX_VALUE);
        run.send(bin(0, 0, 0), bin(1, 1, 1), bin(2, 2, 2));
        assertThat(run.shadowWindows()).isEmpty();
        run.from(1_000, other); // the first model still cuts other bins
        run.send(bin(3, 0, 1_000), bin(6, 0, 1_001), bin(12, 0, 1_002));
        assertThat(run.state.modelSha256()).isEqualTo(other.sha256());
        assertThat(run.shadowWindows()).isEmpty();
    }

    @Test
    void theModelBeforeGoesOnAsAShadowWithItsState() {
        Model first = TinyModel.latch().window(1, 1).build();
        Beside run = new Beside(first);
        run.from(1_000, TinyModel.latch().window(1, 1).version("2").build());
        run.shadow(first, 1_000, Long.MAX_VALUE);
        run.send(bin(0, 0, 0), bin(1, 1, 1), bin(2, 2, 1_000), bin(3, 3, 1_001));
        assertThat(run.shadowWindows())
                .containsExactly(
                        "tiny/1 1 1000..2000 [1.0, 1.0, 0.0, 0.0] final from 1",
                        "tiny/1 2 2000..3000 [1.0, 1.0, 1.0, 0.0] final from 1");
        assertThat(run.classes().get(2).scores()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void aShadowThatCannotBeLoadedIsLostAndTheStreamGoesOn() {
        Beside run = new Beside(TinyModel.echo().window(1, 1).build());
        Model shadow = TinyModel.echo().window(1, 1).version("2").build();
        run.shadow(shadow, 0, Long.MAX_VALUE);
        run.send(bin(0, 1, 0), bin(1, 1, 1));
        run.isStoreAway = true;
        run.throughBytes();
        run.send(bin(2, 1, 2), bin(3, 1, 3));
        assertThat(run.lost).containsExactly(shadow.sha256() + " the store is away");
        assertThat(run.state.shadows()).isEmpty();
        assertThat(run.classes()).hasSize(3);
    }

    /** What {@code evaluate --changes} with a change at the shadow's first step gives, and nothing else changes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aShadowGivesWhatTheStreamWouldIfItWentOnWithThatModel(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Model> models = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            models.add(model(random, n));
        }
        Beside together = new Beside(models.get(0));
        long changeMs = random.nextLong(200, 400);
        together.from(changeMs, models.get(1));
        together.shadow(models.get(2), random.nextLong(20, 150), Long.MAX_VALUE);
        int streams = 4;
        StreamState[] states = new StreamState[streams];
        List<List<SensorBatch>> given = new ArrayList<>();
        List<BatchQueue> waiting = new ArrayList<>();
        List<List<Outgoing>> out = new ArrayList<>();
        for (int s = 0; s < streams; s++) {
            given.add(batches(random, "stream " + s));
            waiting.add(new BatchQueue());
            out.add(new ArrayList<>());
        }
        for (int n = 0; n < given.get(0).size(); n += 2) {
            for (int s = 0; s < streams; s++) {
                given.get(s).subList(n, n + 2).forEach(waiting.get(s)::add);
            }
            while (waiting.stream().anyMatch(queue -> !queue.isEmpty())) {
                for (int s = 0; s < streams; s++) {
                    together.stepper.add(states[s], waiting.get(s));
                }
                together.stepper.step(
                        () -> random.nextInt(3) == 0,
                        o -> out.get(Integer.parseInt(o.stream().substring(7))).add(o));
                for (int s = 0; s < streams; s++) {
                    states[s] = together.stepper.result(s);
                }
                together.stepper.clear();
                for (int s = 0; s < streams; s++) {
                    states[s] = random.nextBoolean() ? stored(states[s]) : states[s];
                }
            }
        }
        for (int s = 0; s < streams; s++) {
            Beside alone = new Beside(models.get(0));
            alone.from(changeMs, models.get(1));
            given.get(s).forEach(alone::send);
            assertThat(texts(out.get(s), ""))
                    .as("stream %d, seed %d", s, seed)
                    .isEqualTo(texts(alone.out, ""));
            Beside changed = new Beside(models.get(0));
            changed.from(changeMs, models.get(1));
            changed.changeAt(firstStep(out.get(s)), models.get(2));
            given.get(s).forEach(changed::send);
            assertThat(texts(out.get(s), "shadow"))
                    .as("shadow of stream %d, seed %d", s, seed)
                    .isNotEmpty()
                    .isEqualTo(texts(changed.out, models.get(2).document().id()));
        }
    }

    private static StreamState stored(StreamState state) {
        StreamState restored = Run.read(Run.bytes(state));
        restored.restoreFilters(state.filters());
        return restored;
    }

    private static long firstStep(List<Outgoing> out) {
        return out.stream()
                .filter(ShadowClass.class::isInstance)
                .mapToLong(each -> ((ShadowClass) each).found().modelStep())
                .distinct()
                .reduce(
                        (a, b) -> {
                            throw new AssertionError("first steps " + a + " and " + b);
                        })
                .orElseThrow();
    }

    private static DecisionSpec windows(SplittableRandom random) {
        int stride = 1 + random.nextInt(4);
        return new DecisionSpec(stride + random.nextInt(3), stride, false, DecisionSpec.AtEnd.HALF);
    }

    private static Model model(SplittableRandom random, int n) {
        ModelDocument d =
                Models.document(
                        TinyModel.pixels(WIDTH, new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT)),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        windows(random),
                        Models.slstm(WIDTH, 20),
                        Models.slstm(20, 5));
        ModelDocument named =
                new ModelDocument(
                        "random",
                        "" + n,
                        d.labels(),
                        d.input(),
                        d.layers(),
                        d.readout(),
                        d.decision(),
                        null,
                        random.nextBoolean(),
                        null);
        return ModelFile.of(named, Models.tensors(named, random, 2));
    }

    private static List<SensorBatch> batches(SplittableRandom random, String stream) {
        List<SensorBatch> batches = new ArrayList<>();
        long us = 0;
        long ms = 0;
        for (int n = 0; n < 20; n++) {
            Batch batch = batch(n).start(us).timestampMs(ms);
            int span = random.nextInt(12) == 0 ? 300_000 : 6_000;
            long[] times = random.longs(1 + random.nextInt(40), us, us + span).sorted().toArray();
            for (long time : times) {
                batch.event(time, random.nextInt(WIDTH));
            }
            us += span;
            ms += random.nextInt(60);
            SensorBatch built = (n == 19 ? batch.end() : batch).build();
            batches.add(
                    new SensorBatch(
                            stream,
                            built.session(),
                            built.sequence(),
                            built.startUs(),
                            built.untilUs(),
                            built.end(),
                            built.payload(),
                            built.origin(),
                            built.value()));
        }
        return batches;
    }

    /** Classes of a model, of all but shadows, or of shadows. */
    private static List<String> texts(List<Outgoing> out, String of) {
        List<String> texts = new ArrayList<>();
        for (Outgoing each : out) {
            if (each instanceof ShadowClass shadow && of.equals("shadow")) {
                texts.add(text(shadow.found()));
            } else if (each instanceof Classification c && (of.isEmpty() || c.model().equals(of))) {
                texts.add(text(c));
            }
        }
        return texts;
    }

    private static String text(Classification c) {
        return "%s %d %d..%d %s %s %s %s %d %d"
                .formatted(
                        c.stream(),
                        c.step(),
                        c.windowStartUs(),
                        c.windowEndUs(),
                        Arrays.toString(c.scores()),
                        c.confidence(),
                        c.isFinal(),
                        c.model(),
                        c.inputMs(),
                        c.modelStep());
    }

    /** One event in bin n of 1000 µs, which closes the bin before. */
    private static Batch bin(int n, int pixel, long timestampMs) {
        return batch(n).timestampMs(timestampMs).event(1000L * n, pixel);
    }

    /** A model beside others from a time to another. */
    private record Rule(Model model, long fromMs, long untilMs) {}

    /** One stream, its models by Kafka time, and shadows. */
    private static final class Beside implements StreamModels, StepObserver {
        private final TreeMap<Long, Model> plan = new TreeMap<>();
        private final List<Rule> rules = new ArrayList<>();
        private final Map<String, Model> known = new HashMap<>();
        private final List<Outgoing> out = new ArrayList<>();
        private final List<String> lost = new ArrayList<>();
        private final Model first;
        private StreamStepper stepper;
        private StreamState state;
        private boolean isStoreAway;
        private long changeStep = Long.MAX_VALUE;
        private Model changed;

        Beside(Model first) {
            this.first = first;
            from(0, first);
            restart();
        }

        private void restart() {
            ReadyModel ready = ReadyModel.of(first, StepperOptions.DEFAULTS, false);
            stepper = new StreamStepper(ready, this, 8, this);
        }

        void from(long ms, Model model) {
            plan.put(ms, model);
            known.put(model.sha256(), model);
        }

        void shadow(Model model, long fromMs, long untilMs) {
            rules.add(new Rule(model, fromMs, untilMs));
            known.put(model.sha256(), model);
            stepper.hold(ReadyModel.of(model, StepperOptions.DEFAULTS, false));
        }

        void changeAt(long step, Model model) {
            changeStep = step;
            changed = model;
            known.put(model.sha256(), model);
        }

        /** Another stepper goes on with the stored state. */
        void throughBytes() {
            state = Run.read(Run.bytes(state));
            restart();
        }

        Beside send(Batch... batches) {
            Arrays.stream(batches).map(Batch::build).forEach(this::send);
            return this;
        }

        void send(SensorBatch batch) {
            state = stepper.advance(state, batch, out::add);
        }

        @Override
        public String atStart(String stream, long session, long inputMs, String before) {
            return atWindow(stream, session, 0, inputMs, before);
        }

        @Override
        public String atWindow(
                String stream, long session, long step, long inputMs, String current) {
            return (step >= changeStep ? changed : plan.floorEntry(inputMs).getValue()).sha256();
        }

        @Override
        public List<String> shadows(String stream, long session, long step, long inputMs) {
            return rules.stream()
                    .filter(rule -> rule.fromMs <= inputMs && inputMs < rule.untilMs)
                    .map(rule -> rule.model.sha256())
                    .toList();
        }

        @Override
        public ReadyModel load(String sha256) {
            if (isStoreAway) {
                throw new ModelException("the store is away");
            }
            return ReadyModel.of(known.get(sha256), StepperOptions.DEFAULTS, false);
        }

        @Override
        public String sha256(long fingerprint) {
            return null;
        }

        @Override
        public void stepped(Network network, int b) {}

        @Override
        public boolean readsSpikes() {
            return false;
        }

        @Override
        public void shadowLost(String stream, String sha256, String why) {
            lost.add(sha256 + " " + why);
        }

        List<Classification> classes() {
            return out.stream()
                    .filter(Classification.class::isInstance)
                    .map(Classification.class::cast)
                    .toList();
        }

        List<String> windows() {
            return classes().stream().map(Beside::window).toList();
        }

        List<String> shadowWindows() {
            return out.stream()
                    .filter(ShadowClass.class::isInstance)
                    .map(each -> ((ShadowClass) each).found())
                    .map(c -> window(c) + " from " + c.modelStep())
                    .toList();
        }

        private static String window(Classification c) {
            return "%s %d %d..%d %s %s"
                    .formatted(
                            c.model(),
                            c.step(),
                            c.windowStartUs(),
                            c.windowEndUs(),
                            Arrays.toString(c.scores()),
                            c.isFinal() ? "final" : "partial");
        }

        /** {@code agreed of windows}, of the only shadow. */
        String agreement() {
            ShadowCounters counted = stepper.counters().shadows().get(0);
            return counted.agreed() + " of " + counted.windows();
        }
    }
}
