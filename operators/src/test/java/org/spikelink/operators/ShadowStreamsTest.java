package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.stepper.ReadyModel;
import org.spikelink.core.stepper.ShadowCounters;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamModels;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.operators.StepSetup.Backend;

/** Models step streams beside the active ones, as a schedule says, across restores. */
class ShadowStreamsTest {
    private static final int STREAMS = 30;
    private static final int PHASE = 500;
    private static final long BASE_MS = 4_000_000_000_000L;

    private static final Model FIRST = TestModels.events("1", 7);
    private static final Model SECOND = TestModels.events("2", 8);
    private static final Model THIRD = TestModels.events("3", 9);

    private final MemoryRegistry registry = new MemoryRegistry();

    @ParameterizedTest
    @EnumSource(Backend.class)
    void classesOfShadowsAreThoseOfTheScheduleAcrossRestores(Backend backend) throws Exception {
        long seed = 61;
        List<SensorBatch> batches = inTime(new RandomStreams(seed, STREAMS).next(3 * PHASE));
        registry.schedule =
                ModelSchedule.empty("test")
                        .activated(registry.publish(FIRST), 1, all())
                        .activated(
                                registry.publish(SECOND),
                                BASE_MS + PHASE / 2,
                                StreamSelector.parse("percent:30:canary"))
                        .shadowed(
                                registry.publish(FIRST),
                                BASE_MS + PHASE / 2,
                                StreamSelector.parse("percent:30:canary"))
                        .shadowed(registry.publish(THIRD), BASE_MS + PHASE, all())
                        .withoutShadow(THIRD.sha256(), BASE_MS + 2 * PHASE + PHASE / 2);
        StepSetup setup = new StepSetup().with(FIRST).with(backend).with(registry.updates(8));
        List<Outgoing> outputs = new ArrayList<>();
        OperatorSubtaskState snapshot = null;
        long windows = 0;
        long agreed = 0;
        for (int phase = 0; phase < 3; phase++) {
            try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
                registry.loadAll(harness);
                harness.feed(batches.subList(phase * PHASE, (phase + 1) * PHASE));
                snapshot = harness.checkpoint();
                outputs.addAll(harness.outputs());
                if (phase > 0) {
                    windows += harness.metrics().counter("shadowWindows.test.3");
                    agreed += harness.metrics().counter("shadowAgreed.test.3");
                }
            }
        }
        StreamStepper stepper = planned(registry.schedule);
        BareStepper expected = new BareStepper(stepper).feed(batches);
        assertThat(models(outputs)).containsExactly("test/1", "test/3");
        for (boolean ofShadows : new boolean[] {false, true}) { // they go to different topics
            assertThat(byStream(outputs, ofShadows))
                    .as("outputs by stream, of shadows %s, seed %d", ofShadows, seed)
                    .isEqualTo(byStream(expected.outputs(), ofShadows));
        }
        ShadowCounters third =
                stepper.counters().shadows().stream()
                        .filter(s -> s.model().version().equals("3"))
                        .findFirst()
                        .orElseThrow();
        assertThat(windows).isEqualTo(third.windows()).isGreaterThan(STREAMS);
        assertThat(agreed).isEqualTo(third.agreed());
    }

    @Test
    void aShadowBeginsWhenItIsLoadedAndNoStreamWaitsForIt() throws Exception {
        registry.schedule =
                ModelSchedule.empty("test").activated(registry.publish(FIRST), 1, all());
        StepSetup setup = new StepSetup().with(FIRST).with(registry.updates(8));
        BatchBuilder sensor = new BatchBuilder("sensor");
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(bin(sensor, 0), bin(sensor, 1));
            ModelVersion second = registry.publish(SECOND);
            byte[] file = registry.files.remove(second.sha256());
            registry.change(s -> s.shadowed(second, 1, all()));
            registry.loadAll(harness);
            harness.feed(bin(sensor, 2), bin(sensor, 3));
            assertThat(harness.metrics().counter("modelLoadFailures")).isPositive();
            registry.files.put(second.sha256(), file);
            registry.change(s -> s.shadowed(registry.publish(THIRD), 1, all()));
            registry.loadAll(harness);
            for (int n = 4; n < 30; n++) {
                harness.feed(bin(sensor, n));
            }
            assertThat(models(harness.outputs())).containsExactly("test/2", "test/3");
            assertThat(classes(harness.outputs())).containsOnly("test/1");
            assertThat(harness.metrics().counter("shadowSteps")).isPositive();
            assertThat(harness.metrics().counter("steps")).isEqualTo(29);
            assertThat(harness.metrics().gauge("firingRate.0.test.2")).isNotEqualTo(0.0);
        }
    }

    @Test
    void aRestoredShadowWhoseFileIsGoneIsLostAndItsStreamGoesOn() throws Exception {
        ModelVersion second = registry.publish(SECOND);
        registry.schedule =
                ModelSchedule.empty("test")
                        .activated(registry.publish(FIRST), 1, all())
                        .shadowed(second, 1, all());
        StepSetup setup = new StepSetup().with(FIRST).with(registry.updates(8));
        BatchBuilder sensor = new BatchBuilder("sensor");
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup)) {
            for (int n = 0; n < 12; n++) {
                harness.feed(bin(sensor, n));
            }
            assertThat(models(harness.outputs())).containsExactly("test/2");
            snapshot = harness.checkpoint();
        }
        registry.files.remove(second.sha256());
        try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
            for (int n = 12; n < 40; n++) {
                harness.feed(bin(sensor, n));
            }
            assertThat(models(harness.outputs())).isEmpty();
            assertThat(classes(harness.outputs())).containsOnly("test/1");
        }
    }

    private static Map<String, List<String>> byStream(List<Outgoing> outputs, boolean ofShadows) {
        return BareStepper.byStream(
                outputs.stream().filter(o -> o instanceof ShadowClass == ofShadows).toList());
    }

    private static StreamSelector all() {
        return StreamSelector.parse("all");
    }

    private static SensorBatch bin(BatchBuilder sensor, int n) {
        return sensor.session(1)
                .sequence(n)
                .packed(n * TestModels.BIN_US, PackedEvents.pack(0, n % TestModels.WIDTH, 1, true));
    }

    /** Of the shadows. */
    private static Set<String> models(List<Outgoing> outputs) {
        Set<String> models = new TreeSet<>();
        for (Outgoing output : outputs) {
            if (output instanceof ShadowClass shadow) {
                models.add(shadow.found().model());
            }
        }
        return models;
    }

    /** Models of the classes that are no shadows'. */
    private static List<String> classes(List<Outgoing> outputs) {
        return outputs.stream()
                .filter(Classification.class::isInstance)
                .map(c -> ((Classification) c).model())
                .toList();
    }

    /** The n-th batch n ms after the base. */
    private static List<SensorBatch> inTime(List<SensorBatch> batches) {
        List<SensorBatch> all = new ArrayList<>();
        for (SensorBatch b : batches) {
            Origin o = b.origin();
            all.add(
                    new SensorBatch(
                            b.stream(),
                            b.session(),
                            b.sequence(),
                            b.startUs(),
                            b.untilUs(),
                            b.end(),
                            b.payload(),
                            new Origin(o.topic(), o.partition(), o.offset(), BASE_MS + all.size()),
                            b.value()));
        }
        return all;
    }

    /** A stepper that does what a schedule says, with all models at hand. */
    private static StreamStepper planned(ModelSchedule schedule) {
        StreamModels models =
                new StreamModels() {
                    @Override
                    public String atStart(String stream, long session, long ms, String before) {
                        return atWindow(stream, session, 0, ms, before);
                    }

                    @Override
                    public String atWindow(
                            String stream, long session, long step, long ms, String current) {
                        return schedule.activeFor(stream, ms).orElseThrow().sha256();
                    }

                    @Override
                    public List<String> shadows(String stream, long session, long step, long ms) {
                        return schedule.shadowsFor(stream, ms).stream()
                                .map(ModelVersion::sha256)
                                .toList();
                    }

                    @Override
                    public ReadyModel load(String sha256) {
                        throw new AssertionError("all are held");
                    }

                    @Override
                    public String sha256(long fingerprint) {
                        return null;
                    }
                };
        StreamStepper stepper = new StreamStepper(ready(FIRST), models, 8, StepObserver.NONE);
        stepper.hold(ready(SECOND));
        stepper.hold(ready(THIRD));
        return stepper;
    }

    private static ReadyModel ready(Model model) {
        return ReadyModel.of(
                ModelFile.parse(ModelFile.bytes(model)), StepperOptions.DEFAULTS, false);
    }
}
