package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.stepper.StepperOptions;

/** Models are dropped where more are in use than are to be loaded, and versions are forgotten that no stream can have. */
class ModelMemoryTest {
    private static final int MODELS = 5;
    private static final int MOST = 2;
    private static final long TTL_MS = 60_000;

    private final MemoryRegistry registry = new MemoryRegistry();

    @Test
    void theLeastRecentlyUsedModelGoesAndIsLoadedAgainForAStreamThatHasIt() throws Exception {
        List<Model> models = new ArrayList<>();
        for (int n = 0; n < MODELS; n++) {
            models.add(TestModels.events("" + n, 7 + n));
        }
        registry.schedule =
                ModelSchedule.empty("test").activated(registry.publish(models.get(1)), 1, all());
        StepSetup setup = new StepSetup().with(models.get(0)).with(registry.updates(MOST));
        BatchBuilder busy = new BatchBuilder("busy");
        BatchBuilder idle = new BatchBuilder("idle");
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(bin(idle, 0), bin(idle, 1));
            int bin = 0;
            for (Model model : models.subList(2, MODELS)) {
                StreamSelector streams = StreamSelector.parse("prefix:busy");
                registry.change(s -> s.activated(registry.publish(model), 1, streams));
                registry.loadAll(harness);
                for (int n = 0; n < 2 * TestModels.WINDOW_BINS; n++) {
                    harness.feed(bin(busy, bin++));
                }
                assertThat(models(harness.outputs())).endsWith(model.document().id());
                assertThat(harness.metrics().gauge("modelsLoaded")).isEqualTo(MOST);
            }
            assertThat(harness.metrics().gauge("modelsLoaded")).isEqualTo(MOST);
            harness.feed(bin(idle, 2));
            assertThat(models(harness.outputs())).endsWith("test/1");
            assertThat(harness.metrics().gauge("modelsLoaded")).isEqualTo(MOST);
        }
    }

    @Test
    void aVersionIsForgottenAfterTwiceTheTtlAndItsStreamsStartAnew() throws Exception {
        Model first = TestModels.events("1", 7);
        Model second = TestModels.events("2", 8);
        registry.schedule =
                ModelSchedule.empty("test").activated(registry.publish(second), 1, all());
        StepperOptions options =
                new StepperOptions(
                        100, 10_000, Duration.ofMillis(TTL_MS), StepperOptions.Spikes.LAST);
        StepSetup setup = new StepSetup().with(first).with(options).with(registry.updates(8));
        BatchBuilder sensor = new BatchBuilder("sensor");
        OperatorSubtaskState old;
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup)) {
            harness.feed(bin(sensor, 0), bin(sensor, 1), bin(sensor, 2));
            harness.flink().processWatermark(new Watermark(1_000));
            old = harness.checkpoint();
            registry.change(s -> s.activated(registry.publish(first), 2, all()).since(10));
            registry.loadAll(harness);
            harness.checkpoint();
            harness.flink().processWatermark(new Watermark(1_000 + 2 * TTL_MS));
            harness.checkpoint();
            assertThat(harness.metrics().gauge("modelsLoaded")).as("not yet").isEqualTo(2);
            harness.flink().processWatermark(new Watermark(1_002 + 2 * TTL_MS));
            snapshot = harness.checkpoint();
            assertThat(harness.metrics().gauge("modelsLoaded")).isEqualTo(1);
            harness.feed(bin(sensor, 3), bin(sensor, 4));
            SpikeBatch last = spikes(harness.outputs()).get(2);
            assertThat(last.model()).isEqualTo("test/1");
            assertThat(last.modelStep()).isEqualTo(2);
            assertThat(harness.metrics().counter("modelsLost")).isEqualTo(1);
        }
        try (StepHarness harness = StepHarness.restore(setup.with(registry.updates(8)), old)) {
            harness.feed(bin(sensor, 3), bin(sensor, 4));
            assertThat(models(harness.outputs())).as("known to the snapshot").contains("test/2");
            assertThat(harness.metrics().counter("modelsLost")).isZero();
        }
        try (StepHarness harness = StepHarness.restore(setup, snapshot)) {
            assertThat(harness.metrics().gauge("modelsLoaded")).isEqualTo(1);
        }
    }

    private static StreamSelector all() {
        return StreamSelector.parse("all");
    }

    private static List<String> models(List<Outgoing> outputs) {
        return spikes(outputs).stream().map(SpikeBatch::model).toList();
    }

    private static List<SpikeBatch> spikes(List<Outgoing> outputs) {
        return outputs.stream()
                .filter(SpikeBatch.class::isInstance)
                .map(SpikeBatch.class::cast)
                .toList();
    }

    private static SensorBatch bin(BatchBuilder sensor, int n) {
        return sensor.session(1)
                .sequence(n)
                .packed(n * TestModels.BIN_US, PackedEvents.pack(0, n % TestModels.WIDTH, 1, true));
    }
}
