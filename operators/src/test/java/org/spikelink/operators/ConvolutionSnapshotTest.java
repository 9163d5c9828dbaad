package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.StepSetup.Backend;

/** A convolutional network, with and without state in its layers, restored from savepoints at another parallelism. */
class ConvolutionSnapshotTest {
    private static final int STREAMS = 40;
    private static final int PHASE = 300;
    private static final long SEED = 51;

    private final List<Outgoing> outputs = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Backend.class)
    void streamsContinueWithTheSameBitsAtAnotherParallelism(Backend backend) throws Exception {
        StepSetup setup =
                new StepSetup()
                        .with(model())
                        .with(StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL))
                        .with(BundleOptions.DEFAULTS.with(Duration.ZERO))
                        .with(backend);
        List<SensorBatch> batches = new RandomStreams(SEED, STREAMS).next(3 * PHASE);
        OperatorSubtaskState two = run(setup, batches.subList(0, PHASE), null, 2, 2);
        OperatorSubtaskState three = run(setup, batches.subList(PHASE, 2 * PHASE), two, 2, 3);
        run(setup, batches.subList(2 * PHASE, 3 * PHASE), three, 3, 1);
        BareStepper expected = new BareStepper(setup.model(), setup.stepper()).feed(batches);
        assertThat(expected.counters().layers())
                .filteredOn(layer -> layer.spikes() > 0)
                .as("layers that spike")
                .hasSize(4);
        assertThat(BareStepper.byStream(outputs)).isEqualTo(expected.outputsByStream());
    }

    /** Layers whose spikes are not reported step faster, with the same counts. */
    @Test
    void theSpikesReportedDoNotChangeTheCounters() {
        List<SensorBatch> batches = new RandomStreams(SEED, STREAMS).next(PHASE);
        StepperOptions all = StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);
        BareStepper expected = new BareStepper(model(), all).feed(batches);
        for (StepperOptions.Spikes spikes : StepperOptions.Spikes.values()) {
            BareStepper stepper = new BareStepper(model(), all.with(spikes)).feed(batches);
            assertThat(stepper.counters().layers())
                    .as("%s", spikes)
                    .usingRecursiveComparison()
                    .isEqualTo(expected.counters().layers());
        }
    }

    private OperatorSubtaskState run(
            StepSetup setup,
            List<SensorBatch> batches,
            OperatorSubtaskState snapshot,
            int from,
            int to)
            throws Exception {
        OperatorSubtaskState[] snapshots = new OperatorSubtaskState[to];
        for (int n = 0; n < to; n++) {
            int subtask = n;
            List<SensorBatch> own =
                    batches.stream().filter(b -> subtaskOf(b, to) == subtask).toList();
            OperatorSubtaskState part = SnapshotTest.part(snapshot, from, to, n);
            try (StepHarness harness = StepHarness.restore(setup.subtask(n, to), part)) {
                harness.feed(own);
                snapshots[n] = harness.savepoint();
                if (to == 1) { // the last one: what waits is not restored any more
                    harness.operator().finish();
                }
                outputs.addAll(harness.outputs());
            }
        }
        return AbstractStreamOperatorTestHarness.repackageState(snapshots);
    }

    private static int subtaskOf(SensorBatch batch, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                batch.stream(), StepSetup.MAX_PARALLELISM, parallelism);
    }

    private static Model model() {
        Slicing slicing = new Slicing.Time(TestModels.BIN_US, Slicing.Origin.FIRST_EVENT);
        InputSpec.Events input =
                new InputSpec.Events(
                        TestModels.WIDTH, TestModels.HEIGHT, 2, 1, InputSpec.Value.COUNT, slicing);
        Image in = input.image().orElseThrow();
        Conv2dSpec conv1 = new Conv2dSpec(in, 5, 3, 1, 1);
        LeakySpec lif1 = new LeakySpec(conv1.shape().out(), 0.0, Reset.NONE, null);
        Pool2dSpec pool = new Pool2dSpec(lif1.in(), new Pooling2d(2, Pooling2d.By.MAX));
        Conv2dSpec conv2 = new Conv2dSpec(pool.out(), 4, 2, 1, 1);
        LeakySpec lif2 = new LeakySpec(conv2.shape().out(), 0.7, Reset.SUBTRACT, null);
        SConv2dLstmSpec sclstm =
                new SConv2dLstmSpec(
                        lif2.in(), 3, 3, new Pooling2d(3, Pooling2d.By.AVG), Reset.ZERO, null);
        SlstmSpec slstm =
                new SlstmSpec(sclstm.outputs(), 4, Reset.SUBTRACT, false, null, false, null);
        ModelDocument document =
                new ModelDocument(
                        "conv",
                        "1",
                        List.of("a", "b", "c", "d"),
                        input,
                        List.of(conv1, lif1, pool, conv2, lif2, sclstm, slstm),
                        new ReadoutSpec(ReadoutSpec.Kind.SPIKE_COUNT, 1),
                        new DecisionSpec(TestModels.WINDOW_BINS, 2, false),
                        null);
        return ModelFile.of(document, tensors(document.layers()));
    }

    private static Map<String, Tensor> tensors(List<LayerSpec> layers) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Tensor> tensors = new HashMap<>();
        for (int n = 0; n < layers.size(); n++) {
            for (ParameterSpec parameter : layers.get(n).parameters()) {
                String name = "layers." + n + "." + parameter.name();
                if (parameter.name().equals("threshold")) {
                    tensors.put(name, Tensor.of(n > 4 ? 0.02f : 0.4f));
                } else if (parameter.required()) {
                    tensors.put(name, uniform(random, parameter.shapes().get(0)));
                }
            }
        }
        return tensors;
    }

    private static Tensor uniform(SplittableRandom random, int[] shape) {
        float[] values = new float[(int) Tensor.size(shape)];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) random.nextDouble(-0.5, 0.7);
        }
        return new Tensor(shape, values);
    }
}
