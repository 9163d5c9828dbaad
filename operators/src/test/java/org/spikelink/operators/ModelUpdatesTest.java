package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelStoreException;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.stepper.ReadyModel;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamModels;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.operators.StepSetup.Backend;

/** Streams change their model as a schedule says, while the operator runs and across restores. */
class ModelUpdatesTest {
    private static final int STREAMS = 30;
    private static final int PHASE = 600;
    private static final long LONG_AGO_MS = 1;

    /** After all clocks, so that every activation is still to come when the operator starts, and all models are loaded. */
    private static final long BASE_MS = 4_000_000_000_000L;

    private static final Model FIRST = TestModels.events("1", 7);
    private static final Model SECOND = TestModels.events("2", 8);
    private static final Model LONGER_BINS =
            TestModels.events("3", 9, new Slicing.Time(15_000, Slicing.Origin.ZERO));

    private final MemoryRegistry registry = new MemoryRegistry();

    @ParameterizedTest
    @EnumSource(Backend.class)
    void outputsAreThoseOfTheScheduleAcrossRestores(Backend backend) throws Exception {
        long seed = 51;
        List<SensorBatch> batches = inTime(new RandomStreams(seed, STREAMS).next(4 * PHASE));
        ModelSchedule schedule =
                ModelSchedule.empty("test")
                        .activated(registry.publish(FIRST), LONG_AGO_MS, all())
                        .activated(
                                registry.publish(SECOND),
                                BASE_MS + PHASE / 2,
                                StreamSelector.parse("percent:30:canary"))
                        .activated(
                                registry.publish(LONGER_BINS), BASE_MS + PHASE + PHASE / 2, all())
                        .activated(registry.publish(FIRST), BASE_MS + 2 * PHASE + PHASE / 2, all())
                        .activated(
                                registry.publish(SECOND),
                                BASE_MS + 3 * PHASE,
                                StreamSelector.parse("prefix:sensor-1"));
        registry.schedule = schedule;
        StepSetup setup = new StepSetup().with(FIRST).with(backend).with(registry.updates(8));
        List<Outgoing> outputs = new ArrayList<>();
        OperatorSubtaskState snapshot = null;
        for (int phase = 0; phase < 4; phase++) {
            try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
                registry.loadAll(harness);
                harness.feed(batches.subList(phase * PHASE, (phase + 1) * PHASE));
                snapshot = harness.checkpoint();
                outputs.addAll(harness.outputs());
            }
        }
        BareStepper expected = new BareStepper(planned(schedule)).feed(batches);
        assertThat(expected.counters().modelChanges()).isGreaterThan(STREAMS);
        assertThat(BareStepper.byStream(outputs))
                .as("outputs by stream, seed %d", seed)
                .isEqualTo(expected.outputsByStream());
    }

    @Test
    void aModelIsLoadedBesideTheStreamsWhichKeepTheirsUntilItIsReady() throws Exception {
        registry.schedule =
                ModelSchedule.empty("test").activated(registry.publish(FIRST), LONG_AGO_MS, all());
        StepSetup setup = new StepSetup().with(FIRST).with(registry.updates(8));
        BatchBuilder sensor = new BatchBuilder("sensor");
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(bin(sensor, 0), bin(sensor, 1));
            registry.change(s -> s.activated(registry.publish(SECOND), LONG_AGO_MS, all()));
            harness.feed(bin(sensor, 2));
            registry.loadAll(harness);
            for (int n = 3; n < 20; n++) {
                harness.feed(bin(sensor, n));
            }
            List<String> models = models(harness.outputs());
            assertThat(models).startsWith("test/1", "test/1").endsWith("test/2");
            assertThat(harness.metrics().counter("modelChanges")).isEqualTo(1);
            assertThat(harness.metrics().counter("modelLoadFailures")).isZero();
        }
    }

    @Test
    void aModelThatCannotBeLoadedLeavesStreamsAsTheyAre() throws Exception {
        ModelVersion missing = registry.publish(SECOND);
        registry.files.remove(missing.sha256());
        ModelVersion broken = new ModelVersion("test", "4", "4".repeat(64), "memory:4");
        registry.files.put(broken.sha256(), new byte[] {1, 2, 3});
        ModelVersion swapped = new ModelVersion("test", "5", "5".repeat(64), "memory:5");
        registry.files.put(swapped.sha256(), ModelFile.bytes(SECOND));
        registry.schedule =
                ModelSchedule.empty("test").activated(registry.publish(FIRST), LONG_AGO_MS, all());
        StepSetup setup = new StepSetup().with(FIRST).with(registry.updates(8));
        BatchBuilder sensor = new BatchBuilder("sensor");
        try (StepHarness harness = StepHarness.start(setup)) {
            long failures = 0;
            int bin = 0;
            for (ModelVersion version : List.of(missing, broken, swapped)) {
                registry.change(s -> s.activated(version, LONG_AGO_MS, all()));
                registry.loadAll(harness);
                assertThat(harness.metrics().counter("modelLoadFailures"))
                        .as(version.id())
                        .isGreaterThan(failures);
                failures = harness.metrics().counter("modelLoadFailures");
                for (int n = 0; n < 8; n++) {
                    harness.feed(bin(sensor, bin++));
                }
            }
            assertThat(models(harness.outputs())).hasSizeGreaterThan(20).containsOnly("test/1");
        }
    }

    @Test
    void aRestoredStreamWhoseModelIsNotInTheStoreFailsWithItsFile() throws Exception {
        ModelVersion second = registry.publish(SECOND);
        registry.schedule = ModelSchedule.empty("test").activated(second, LONG_AGO_MS, all());
        StepSetup setup = new StepSetup().with(FIRST).with(registry.updates(8));
        BatchBuilder sensor = new BatchBuilder("sensor");
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(bin(sensor, 0), bin(sensor, 1));
            assertThat(models(harness.outputs())).containsExactly("test/2");
            snapshot = harness.checkpoint();
        }
        registry.files.clear();
        try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
            assertThatThrownBy(() -> harness.feed(bin(sensor, 2)))
                    .isInstanceOf(ModelStoreException.class)
                    .hasMessageContaining("memory:2")
                    .hasMessageContaining(second.sha256());
            registry.publish(SECOND); // the harness steps the batch when it closes
        }
    }

    @Test
    void theNewestScheduleIsInTheSnapshotAndStandsWhileTheRegistryIsAway() throws Exception {
        registry.schedule =
                ModelSchedule.empty("test").activated(registry.publish(FIRST), LONG_AGO_MS, all());
        ModelUpdates submitted = registry.updates(8);
        StepSetup setup = new StepSetup().with(FIRST).with(submitted);
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup)) {
            registry.change(s -> s.activated(registry.publish(SECOND), LONG_AGO_MS, all()));
            registry.loadAll(harness);
            snapshot = harness.checkpoint();
        }
        registry.isAway = true;
        BatchBuilder sensor = new BatchBuilder("sensor");
        try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
            harness.feed(bin(sensor, 0), bin(sensor, 1));
            assertThat(models(harness.outputs())).containsExactly("test/2");
        }
    }

    @Test
    void aRestoredStreamKeepsAVersionThatTheScheduleNamesNoMore() throws Exception {
        registry.schedule =
                ModelSchedule.empty("test").activated(registry.publish(SECOND), LONG_AGO_MS, all());
        StepSetup setup = new StepSetup().with(FIRST).with(registry.updates(8));
        BatchBuilder sensor = new BatchBuilder("sensor");
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup)) {
            snapshot = harness.feed(bin(sensor, 0), bin(sensor, 1)).checkpoint();
        }
        ModelVersion first = registry.publish(FIRST);
        registry.schedule = ModelSchedule.empty("test").activated(first, LONG_AGO_MS, all());
        for (int n = 0; n < 5; n++) {
            registry.change(s -> s.activated(first, LONG_AGO_MS, all()));
        }
        try (StepHarness harness = StepHarness.restore(setup.with(registry.updates(8)), snapshot)) {
            harness.feed(bin(sensor, 2));
            assertThat(models(harness.outputs())).containsExactly("test/2");
        }
    }

    @Test
    void aSnapshotOfAJobWithoutAScheduleTakesANewModel() throws Exception {
        BatchBuilder sensor = new BatchBuilder("sensor");
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(new StepSetup().with(FIRST))) {
            harness.feed(bin(sensor, 0), bin(sensor, 1));
            snapshot = harness.checkpoint();
        }
        registry.schedule =
                ModelSchedule.empty("test").activated(registry.publish(SECOND), LONG_AGO_MS, all());
        StepSetup setup = new StepSetup().with(FIRST).with(registry.updates(8));
        try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
            for (int n = 2; n < 20; n++) {
                harness.feed(bin(sensor, n));
            }
            assertThat(models(harness.outputs())).startsWith("test/1").endsWith("test/2");
            List<Outgoing> all = spikes(harness.outputs());
            SpikeBatch last = (SpikeBatch) all.get(all.size() - 1);
            assertThat(last.modelStep()).isPositive();
            assertThat(last.firstOfEveryStep()).isEqualTo(18);
        }
    }

    private static StreamSelector all() {
        return StreamSelector.parse("all");
    }

    private static SensorBatch bin(BatchBuilder sensor, int n) {
        return sensor.session(1)
                .sequence(n)
                .packed(n * TestModels.BIN_US, PackedEvents.pack(0, n % TestModels.WIDTH, 1, true));
    }

    private static List<Outgoing> spikes(List<Outgoing> outputs) {
        return outputs.stream().filter(SpikeBatch.class::isInstance).toList();
    }

    private static List<String> models(List<Outgoing> outputs) {
        return spikes(outputs).stream().map(s -> ((SpikeBatch) s).model()).toList();
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
    private StreamStepper planned(ModelSchedule schedule) {
        StreamModels models =
                new StreamModels() {
                    @Override
                    public String atStart(String stream, long session, long ms, String before) {
                        return atWindow(stream, session, 0, ms, before);
                    }

                    @Override
                    public String atWindow(
                            String stream, long session, long step, long ms, String current) {
                        return schedule.activeFor(stream, ms)
                                .map(ModelVersion::sha256)
                                .orElse(current == null ? FIRST.sha256() : current);
                    }

                    @Override
                    public ReadyModel load(String sha256) {
                        return ReadyModel.of(
                                ModelFile.parse(registry.files.get(sha256)),
                                StepperOptions.DEFAULTS,
                                false);
                    }

                    @Override
                    public String sha256(long fingerprint) {
                        return null;
                    }
                };
        return new StreamStepper(
                ReadyModel.of(FIRST, StepperOptions.DEFAULTS, false), models, 8, StepObserver.NONE);
    }
}
