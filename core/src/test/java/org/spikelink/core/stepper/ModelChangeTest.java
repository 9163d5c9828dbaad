package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.core.fixture.Batch.batch;

import java.time.Duration;
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
import org.spikelink.core.model.FilterSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;

/** When a stream goes on with another model, and what happens to its windows, bins and state. */
final class ModelChangeTest {
    private static final int WIDTH = 24;

    @Test
    void aStreamChangesWhereAWindowBegins() {
        Changing run = new Changing(TinyModel.echo().window(2, 2).build());
        run.from(1_000, TinyModel.echo().window(2, 2).version("2").build());
        run.send(bin(0, 0, 0), bin(1, 1, 500), bin(2, 2, 1_000)); // the last one closes bin 1
        assertThat(run.models()).containsExactly("0 tiny/1 from 0", "1 tiny/1 from 0");
        run.send(bin(3, 3, 1_001), bin(4, 0, 1_002), bin(5, 0, 1_003));
        assertThat(run.models())
                .containsExactly(
                        "0 tiny/1 from 0",
                        "1 tiny/1 from 0",
                        "2 tiny/2 from 2",
                        "3 tiny/2 from 2",
                        "4 tiny/2 from 2");
        assertThat(run.windows())
                .containsExactly(
                        "tiny/1 1 0..2000 [1.0, 1.0, 0.0, 0.0] final",
                        "tiny/2 3 2000..4000 [0.0, 0.0, 1.0, 1.0] final");
        assertThat(run.state.modelStep()).isEqualTo(2);
        assertThat(run.stepper.counters().modelChanges()).isEqualTo(1);
    }

    @Test
    void theRecordThatClosesTheFirstBinOfAWindowDecides() {
        Changing run = new Changing(TinyModel.echo().window(1, 1).build());
        run.from(1_000, TinyModel.echo().window(1, 1).version("2").build());
        run.send(batch(0).timestampMs(1_000).event(0, 0), batch(1).timestampMs(900).until(1000));
        assertThat(run.models())
                .as("1,000 ms, which the stream has seen")
                .containsExactly("0 tiny/2 from 0");
    }

    @Test
    void aSessionBeginsWithTheModelOfItsFirstRecord() {
        Changing run = new Changing(TinyModel.echo().window(4, 4).build());
        run.from(1_000, TinyModel.echo().window(4, 4).version("2").build());
        run.send(
                batch(0).timestampMs(10).event(0, 0).end(),
                batch(0).session(2).timestampMs(2_000).event(0, 0).end());
        assertThat(run.models()).containsExactly("0 tiny/1 from 0", "0 tiny/2 from 0");
        assertThat(run.windows())
                .containsExactly(
                        "tiny/1 0 0..1000 [1.0, 0.0, 0.0, 0.0] partial",
                        "tiny/2 0 0..1000 [1.0, 0.0, 0.0, 0.0] partial");
    }

    @Test
    void theLastBinOfASessionChangesNothing() {
        Changing run = new Changing(TinyModel.echo().window(1, 1).build());
        run.from(1_000, TinyModel.echo().window(1, 1).version("2").build());
        run.send(batch(0).timestampMs(10).event(0, 0), batch(1).timestampMs(1_000).end());
        assertThat(run.models()).containsExactly("0 tiny/1 from 0");
    }

    @Test
    void overlappingWindowsEndWithTheirModelAsAtASessionsEnd() {
        Model first = TinyModel.echo().window(4, 2).atEnd(DecisionSpec.AtEnd.HALF).build();
        Changing run = new Changing(first);
        run.from(1_000, TinyModel.echo().window(2, 1).version("2").build());
        for (int n = 0; n < 6; n++) {
            run.send(bin(n, n % 4, n));
        }
        run.send(bin(6, 2, 1_000)); // closes bin 5, in the middle of a stride
        assertThat(run.models()).last().isEqualTo("5 tiny/1 from 0");
        run.send(bin(7, 3, 1_001), bin(8, 0, 1_002), bin(9, 0, 1_003));
        assertThat(run.windows())
                .containsExactly(
                        "tiny/1 3 0..4000 [1.0, 1.0, 1.0, 1.0] final",
                        "tiny/1 5 2000..6000 [1.0, 1.0, 1.0, 1.0] final",
                        "tiny/1 5 4000..6000 [1.0, 1.0, 0.0, 0.0] partial",
                        "tiny/2 7 6000..8000 [0.0, 0.0, 1.0, 1.0] final",
                        "tiny/2 8 7000..9000 [1.0, 0.0, 0.0, 1.0] final");
    }

    @Test
    void theNetworkStartsFromZeroOrCarriesItsState() {
        for (boolean carry : new boolean[] {false, true}) {
            Changing run = new Changing(TinyModel.latch().window(1, 1).build());
            run.from(1_000, carrying(TinyModel.latch().window(1, 1).version("2").build(), carry));
            run.send(bin(0, 0, 0), bin(1, 1, 1), bin(2, 2, 1_000), bin(3, 3, 1_001));
            List<Float> last = carry ? List.of(1f, 1f, 1f, 0f) : List.of(0f, 1f, 1f, 0f);
            assertThat(run.classes().get(2).scores())
                    .as("carry %s", carry)
                    .containsExactly(last.get(0), last.get(1), last.get(2), last.get(3));
        }
    }

    @Test
    void stateOfOtherShapesIsNotCarried() {
        Changing run = new Changing(TinyModel.latch().window(1, 1).build());
        Slicing bins = new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT);
        Model wider = TinyModel.latch().input(TinyModel.pixels(5, bins)).window(1, 1).build();
        run.from(1_000, carrying(wider, true));
        run.send(bin(0, 0, 0), bin(1, 1, 1_000), bin(2, 2, 1_001), bin(3, 3, 1_002));
        assertThat(run.classes())
                .last()
                .satisfies(c -> assertThat(c.scores()).containsExactly(0, 1, 1, 0, 0));
    }

    @Test
    void otherBinsBeginAtTheEndOfTheBinThatDecided() {
        Changing run = new Changing(TinyModel.echo().window(2, 2).build());
        run.from(
                1_000,
                TinyModel.echo()
                        .slicing(new Slicing.Time(2500, Slicing.Origin.FIRST_EVENT))
                        .window(1, 1)
                        .version("2")
                        .build());
        run.send(bin(0, 0, 0), bin(1, 1, 1), bin(2, 2, 2));
        run.send(batch(3).timestampMs(1_000).event(3_100, 3).event(3_200, 3).until(10_000));
        assertThat(run.bins())
                .containsExactly(
                        "0 tiny/1 0+1000",
                        "1 tiny/1 1000+1000",
                        "2 tiny/1 2000+1000",
                        "3 tiny/2 3000+2500",
                        "4 tiny/2 5500+2500");
        assertThat(run.state.modelStep()).isEqualTo(3);
        assertThat(run.windows())
                .containsExactly(
                        "tiny/1 1 0..2000 [1.0, 1.0, 0.0, 0.0] final",
                        "tiny/2 3 3000..5500 [0.0, 0.0, 0.0, 1.0] final",
                        "tiny/2 4 5500..8000 [0.0, 0.0, 0.0, 0.0] final");
    }

    @Test
    void aGridFromZeroTakesEffectAtItsNextEdgeAndNoEventIsLostOrCountedTwice() {
        Changing run = new Changing(TinyModel.linear().window(1, 1).build());
        run.from(
                1_000,
                TinyModel.linear()
                        .slicing(new Slicing.Time(2500, Slicing.Origin.ZERO))
                        .window(1, 1)
                        .version("2")
                        .build());
        run.send(batch(0).event(500, 0).timestampMs(1));
        run.send(
                batch(1).timestampMs(1_000)
                        .event(1_600, 1)
                        .event(2_400, 1)
                        .event(2_500, 2)
                        .until(5_000));
        assertThat(run.windows())
                .containsExactly(
                        "tiny/1 0 500..1500 [1.0, 0.0, 0.0, 0.0] final",
                        "tiny/2 1 0..2500 [0.0, 2.0, 0.0, 0.0] final",
                        "tiny/2 2 2500..5000 [0.0, 0.0, 1.0, 0.0] final");
    }

    @Test
    void binsOfEventsAndOfBatchesTakeTheRestOfTheBatch() {
        Changing run =
                new Changing(TinyModel.linear().slicing(new Slicing.Count(2)).window(1, 1).build());
        run.from(
                1_000,
                TinyModel.linear().slicing(new Slicing.Batch()).window(1, 1).version("2").build());
        run.from(
                2_000,
                TinyModel.linear().slicing(new Slicing.Count(3)).window(1, 1).version("3").build());
        run.send(batch(0).timestampMs(1).event(0, 0).event(1, 0).event(2, 0));
        run.send(batch(1).timestampMs(1_000).start(10).event(10, 1).event(11, 2).event(12, 3));
        run.send(batch(2).timestampMs(2_000).start(20).event(20, 1).event(21, 1));
        run.send(batch(3).timestampMs(2_001).start(30).event(30, 3).event(31, 3).event(32, 2));
        assertThat(run.windows())
                .containsExactly(
                        "tiny/1 0 0..2 [2.0, 0.0, 0.0, 0.0] final",
                        "tiny/1 1 2..11 [1.0, 1.0, 0.0, 0.0] final",
                        "tiny/2 2 10..13 [0.0, 0.0, 1.0, 1.0] final",
                        "tiny/2 3 20..22 [0.0, 2.0, 0.0, 0.0] final",
                        "tiny/3 4 30..33 [0.0, 0.0, 1.0, 2.0] final");
    }

    @Test
    void whatAFilterDropsBeforeAChangeIsNotSeenAgain() {
        InputSpec.Events plain =
                TinyModel.pixels(4, new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT));
        Changing run = new Changing(TinyModel.linear().input(filtered(plain)).window(1, 1).build());
        run.from(1_000, TinyModel.linear().input(plain).window(1, 1).version("2").build());
        run.send(batch(0).timestampMs(1).event(0, 0));
        run.send(
                batch(1).timestampMs(1_000)
                        .event(100, 0) // within 500 us of the same pixel: dropped
                        .event(900, 1)
                        .event(1_000, 1) // dropped by the filter, but in a bin of the new model
                        .event(1_001, 2)
                        .until(2_000));
        assertThat(run.windows())
                .containsExactly(
                        "tiny/1 0 0..1000 [1.0, 1.0, 0.0, 0.0] final",
                        "tiny/2 1 1000..2000 [0.0, 1.0, 1.0, 0.0] final");
    }

    @Test
    void whatTheNewModelCannotTakeOfABatchIsRejected() {
        Slicing bins = new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT);
        Changing run = new Changing(TinyModel.linear().window(1, 1).build());
        run.from(
                1_000,
                TinyModel.linear()
                        .input(TinyModel.pixels(2, bins))
                        .window(1, 1)
                        .version("2")
                        .build());
        run.send(batch(0).event(0, 3).timestampMs(1));
        run.send(
                batch(1).timestampMs(1_000).event(1_100, 3).until(2_000),
                batch(2).event(2_000, 1).until(3_000));
        assertThat(run.windows())
                .containsExactly(
                        "tiny/1 0 0..1000 [0.0, 0.0, 0.0, 1.0] final",
                        "tiny/2 1 1000..2000 [0.0, 0.0] final",
                        "tiny/2 2 2000..3000 [0.0, 1.0] final");
        assertThat(run.stepper.counters().rejected()).isEqualTo(1);
    }

    @Test
    void aGapLeavesTheModelAndTheNextWindowMayChangeIt() {
        Changing run = new Changing(TinyModel.echo().window(200, 200).build());
        run.from(1_000, TinyModel.echo().window(1, 1).version("2").build());
        run.send(batch(0).timestampMs(1).event(0, 0).until(500_000));
        run.send(batch(1).timestampMs(1_000).event(600_000, 2).until(601_000));
        assertThat(run.models()).last().isEqualTo("101 tiny/2 from 101");
        assertThat(run.windows())
                .last()
                .isEqualTo("tiny/2 101 600000..601000 [0.0, 0.0, 1.0, 0.0] final");
    }

    @Test
    void afterALongSilenceTheStreamStillHasItsModelUntilAWindowBegins() {
        Changing run = new Changing(TinyModel.echo().window(1, 1).build());
        Model second = TinyModel.echo().window(1, 1).version("2").build();
        run.from(1_000, second);
        run.send(bin(0, 0, 1_000), bin(1, 1, 1_001));
        run.state.sleep();
        run.throughBytes();
        assertThat(run.state.modelSha256()).isEqualTo(second.sha256());
        long nextDay = 1_001 + Duration.ofHours(25).toMillis();
        run.send(batch(2).timestampMs(nextDay).event(0, 3).until(1000));
        assertThat(run.models()).last().isEqualTo("1 tiny/2 from 0");
    }

    @Test
    void aRestoredStreamHasItsModelWhichIsLoaded() {
        Changing run = new Changing(TinyModel.latch().window(4, 4).build());
        Model second = TinyModel.latch().window(4, 4).version("2").build();
        run.from(1_000, second);
        run.send(bin(0, 0, 1_000), bin(1, 1, 1_001));
        run.throughBytes();
        run.from(0, TinyModel.latch().window(4, 4).build()); // rolled back: at the next window
        run.send(bin(2, 2, 1_002));
        assertThat(run.loads).containsExactly(second.sha256());
        assertThat(run.models()).last().isEqualTo("1 tiny/2 from 0");
    }

    @Test
    void aStreamWhoseModelIsForgottenStartsAnew() {
        Changing run = new Changing(TinyModel.latch().window(4, 4).build());
        Model second = TinyModel.latch().window(4, 4).version("2").build();
        run.from(1_000, second);
        run.send(bin(0, 0, 1_000), bin(1, 1, 1_001));
        run.throughBytes();
        run.forget(second);
        run.send(bin(2, 2, 1_002), bin(3, 3, 1_003));
        assertThat(run.models()).last().isEqualTo("1 tiny/1 from 1");
        assertThat(run.neurons()).endsWith(List.of(2));
    }

    @Test
    void aStateOfTheReleaseBeforeTakesANewModel() {
        Model first = TinyModel.latch().window(2, 2).build();
        Run before = new Run(first).send(bin(0, 0, 1), bin(1, 1, 2));
        Changing run = new Changing(first);
        run.from(1_000, TinyModel.latch().window(2, 2).version("2").build());
        run.state = Run.read(Run.bytes(before.state()));
        run.send(bin(2, 2, 3), bin(3, 3, 1_000));
        assertThat(run.models()).containsExactly("1 tiny/1 from 0", "2 tiny/2 from 2");
        assertThat(run.neurons()).containsExactly(List.of(0, 1), List.of(2));
    }

    @Test
    void aModelThatCannotBeLoadedIsNamed() {
        Changing run = new Changing(TinyModel.echo().build());
        run.from(0, TinyModel.echo().version("2").build());
        run.send(bin(0, 0, 1));
        run.throughBytes();
        run.broken = true;
        assertThatThrownBy(() -> run.send(bin(1, 0, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken " + run.state.modelSha256());
    }

    @Test
    void theModelsThatWereUsedLastAreHeldAndAllThatABundleNeeds() {
        Model[] all = new Model[5];
        for (int n = 0; n < all.length; n++) {
            all[n] = TinyModel.echo().window(1, 1).version("" + n).build();
        }
        Changing run = new Changing(all[0]);
        for (int n = 1; n < all.length; n++) {
            run.from(1_000L * n, all[n]);
        }
        for (int n = 0; n < 5; n++) {
            run.send(bin(n, 0, 1_000L * n));
        }
        assertThat(run.stepper.held())
                .containsExactly(all[0].sha256(), all[3].sha256(), all[4].sha256());
        BatchQueue queue = BatchQueue.of(bin(5, 0, 4_001).build());
        run.stepper.add(run.state, queue);
        for (int n = 1; n < all.length; n++) {
            StreamState other = new Changing(all[n]).send(bin(0, 1, 1)).state;
            run.stepper.add(other, BatchQueue.of(bin(1, 1, 2).build()));
        }
        run.stepper.step(o -> {});
        assertThat(run.stepper.held()).hasSize(5);
        run.stepper.clear();
        run.send(bin(6, 0, 4_002));
        assertThat(run.stepper.held()).hasSize(3).contains(all[4].sha256());
    }

    /** Streams, batches, bundles and turns at random: each stream has the bits that it has alone and in one go. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void noCutOfBatchesBundlesAndTurnsChangesAnything(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Model> models = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            models.add(random(random, n));
        }
        int streams = 5;
        Map<Long, Model> plan = new TreeMap<>();
        for (int n = 0; n < 24; n++) {
            plan.put((long) random.nextInt(600), models.get(random.nextInt(models.size())));
        }
        Changing together = new Changing(models.get(0));
        plan.forEach(together::from);
        StreamState[] states = new StreamState[streams];
        List<List<SensorBatch>> given = new ArrayList<>();
        List<BatchQueue> waiting = new ArrayList<>();
        List<List<Outgoing>> out = new ArrayList<>();
        for (int s = 0; s < streams; s++) {
            given.add(batches(random, "stream " + s));
            waiting.add(new BatchQueue());
            out.add(new ArrayList<>());
        }
        int[] next = new int[streams];
        for (boolean left = true; left; ) {
            left = false;
            List<Integer> taking = new ArrayList<>();
            for (int s = 0; s < streams; s++) {
                int count = Math.min(random.nextInt(4), given.get(s).size() - next[s]);
                given.get(s).subList(next[s], next[s] + count).forEach(waiting.get(s)::add);
                next[s] += count;
                if (!waiting.get(s).isEmpty()) {
                    together.stepper.add(states[s], waiting.get(s));
                    taking.add(s);
                }
                left |= next[s] < given.get(s).size() || !waiting.get(s).isEmpty();
            }
            together.stepper.step(
                    () -> random.nextInt(3) == 0,
                    o -> out.get(Integer.parseInt(o.stream().substring(7))).add(o));
            for (int n = 0; n < taking.size(); n++) {
                states[taking.get(n)] = together.stepper.result(n);
            }
            together.stepper.clear();
            for (int s : taking) {
                if (random.nextInt(5) == 0) {
                    StreamState restored = Run.read(Run.bytes(states[s]));
                    restored.restoreFilters(states[s].filters());
                    states[s] = restored;
                }
            }
        }
        long changes = 0;
        for (int s = 0; s < streams; s++) {
            Changing alone = new Changing(models.get(0));
            plan.forEach(alone::from);
            given.get(s).forEach(alone::send);
            assertThat(out.get(s).stream().map(ModelChangeTest::text))
                    .as("stream %d", s)
                    .isEqualTo(alone.out.stream().map(ModelChangeTest::text).toList());
            assertThat(Run.bytes(states[s])).isEqualTo(Run.bytes(alone.state));
            changes += alone.stepper.counters().modelChanges();
        }
        assertThat(changes).isPositive();
    }

    /** All that an output contains. */
    private static String text(Outgoing out) {
        if (out instanceof Classification c) {
            return "%s %d %d %d..%d %s %s %s %s %d %d"
                    .formatted(
                            c.stream(),
                            c.session(),
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
        if (out instanceof SpikeBatch b) {
            StringBuilder steps = new StringBuilder();
            for (SpikeBatch.Step step : b.steps()) {
                steps.append(step.binStartUs()).append('+').append(step.binUs());
                steps.append(Arrays.deepToString(step.neurons()));
            }
            return "%s %d %d %d %d %s %d %d %s"
                    .formatted(
                            b.stream(),
                            b.session(),
                            b.silentBefore(),
                            b.shedEvents(),
                            b.firstStep(),
                            b.model(),
                            b.inputMs(),
                            b.modelStep(),
                            steps);
        }
        return ((Rejected) out).error();
    }

    private static Model random(SplittableRandom random, int n) {
        Slicing[] slicings = {
            new Slicing.Time(1000, Slicing.Origin.FIRST_EVENT),
            new Slicing.Time(1700, Slicing.Origin.ZERO),
            new Slicing.Count(7)
        };
        InputSpec.Events input = TinyModel.pixels(WIDTH, slicings[random.nextInt(3)]);
        int stride = 1 + random.nextInt(4);
        ModelDocument document =
                Models.document(
                        random.nextBoolean() ? input : filtered(input),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        new DecisionSpec(
                                stride + random.nextInt(3), stride, false, DecisionSpec.AtEnd.HALF),
                        Models.slstm(WIDTH, 20),
                        Models.slstm(20, 5));
        ModelDocument named =
                new ModelDocument(
                        "random",
                        "" + n,
                        document.labels(),
                        document.input(),
                        document.layers(),
                        document.readout(),
                        document.decision(),
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
            Batch batch = Batch.batch(n).start(us).timestampMs(ms);
            int span = random.nextInt(12) == 0 ? 300_000 : 6_000;
            long[] times = random.longs(random.nextInt(40), us, us + span).sorted().toArray();
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

    private static InputSpec.Events filtered(InputSpec.Events plain) {
        return new InputSpec.Events(
                plain.width(),
                plain.height(),
                plain.polarities(),
                plain.downsample(),
                plain.value(),
                plain.slicing(),
                List.of(new FilterSpec.Refractory(500)),
                plain.tauUs());
    }

    private static Model carrying(Model model, boolean carry) {
        ModelDocument d = model.document();
        ModelDocument named =
                new ModelDocument(
                        d.name(),
                        d.version(),
                        d.labels(),
                        d.input(),
                        d.layers(),
                        d.readout(),
                        d.decision(),
                        d.training(),
                        carry,
                        d.bands());
        return ModelFile.parse(ModelFile.bytes(new Model(named, model.weights(), model.sha256())));
    }

    /** One event in bin n of 1000 µs, which closes the bin before. */
    private static Batch bin(int n, int pixel, long timestampMs) {
        return batch(n).timestampMs(timestampMs).event(1000L * n, pixel);
    }

    /** One stream and a schedule of models by Kafka time, which holds two models besides the first. */
    private static final class Changing implements StreamModels {
        private static final int MOST_MODELS = 3;

        private final TreeMap<Long, Model> plan = new TreeMap<>();
        private final Map<String, Model> known = new HashMap<>();
        private final List<String> loads = new ArrayList<>();
        private final List<Outgoing> out = new ArrayList<>();
        private final Model first;
        private StreamStepper stepper;
        private StreamState state;
        private boolean broken;

        Changing(Model first) {
            this.first = first;
            from(0, first);
            restart();
        }

        private void restart() {
            ReadyModel ready = ReadyModel.of(first, StepperOptions.DEFAULTS, false);
            stepper = new StreamStepper(ready, this, MOST_MODELS, StepObserver.NONE);
        }

        void from(long ms, Model model) {
            plan.put(ms, model);
            known.put(model.sha256(), model);
        }

        void forget(Model model) {
            known.remove(model.sha256());
            plan.values().removeIf(model::equals);
        }

        /** Another stepper goes on with the stored state. */
        void throughBytes() {
            state = Run.read(Run.bytes(state));
            loads.clear();
            restart();
        }

        Changing send(Batch... batches) {
            Arrays.stream(batches).map(Batch::build).forEach(this::send);
            return this;
        }

        void send(SensorBatch batch) {
            state = stepper.advance(state, batch, out::add);
        }

        @Override
        public String atStart(String stream, long session, long inputMs, String before) {
            return plan.floorEntry(inputMs).getValue().sha256();
        }

        @Override
        public String atWindow(
                String stream, long session, long step, long inputMs, String current) {
            return plan.floorEntry(inputMs).getValue().sha256();
        }

        @Override
        public ReadyModel load(String sha256) {
            if (broken) {
                throw new IllegalStateException("broken " + sha256);
            }
            loads.add(sha256);
            Model model = known.get(sha256);
            return model == null ? null : ReadyModel.of(model, StepperOptions.DEFAULTS, false);
        }

        @Override
        public String sha256(long fingerprint) {
            return null;
        }

        List<Classification> classes() {
            return all(Classification.class);
        }

        private <T> List<T> all(Class<T> type) {
            return out.stream().filter(type::isInstance).map(type::cast).toList();
        }

        /** Every step: {@code number model from its first step}. */
        List<String> models() {
            List<String> models = new ArrayList<>();
            for (SpikeBatch batch : all(SpikeBatch.class)) {
                for (int n = 0; n < batch.everyStep().size(); n++) {
                    models.add(
                            "%d %s from %d"
                                    .formatted(
                                            batch.firstOfEveryStep() + n,
                                            batch.model(),
                                            batch.modelStep()));
                }
            }
            return models;
        }

        /** Every step: {@code number model start+length}. */
        List<String> bins() {
            List<String> bins = new ArrayList<>();
            for (SpikeBatch batch : all(SpikeBatch.class)) {
                for (int n = 0; n < batch.everyStep().size(); n++) {
                    SpikeBatch.Step step = batch.everyStep().get(n);
                    bins.add(
                            "%d %s %d+%d"
                                    .formatted(
                                            batch.firstOfEveryStep() + n,
                                            batch.model(),
                                            step.binStartUs(),
                                            step.binUs()));
                }
            }
            return bins;
        }

        List<List<Integer>> neurons() {
            return all(SpikeBatch.class).stream()
                    .flatMap(batch -> batch.everyStep().stream())
                    .map(step -> Arrays.stream(step.neurons()[0]).boxed().toList())
                    .toList();
        }

        /** Every class: {@code model step start..end scores final|partial}. */
        List<String> windows() {
            return classes().stream()
                    .map(
                            c ->
                                    "%s %d %d..%d %s %s"
                                            .formatted(
                                                    c.model(),
                                                    c.step(),
                                                    c.windowStartUs(),
                                                    c.windowEndUs(),
                                                    Arrays.toString(c.scores()),
                                                    c.isFinal() ? "final" : "partial"))
                    .toList();
        }
    }
}
