package org.spikelink.tests.benchmarks.kernel;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.network.Network;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.layer.Initialization;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;

/**
 * The network of the recipe for tactile objects, 1,024 neurons without recurrence, beside the same with recurrent weights
 * that are multiplied: a step of it, and its training, which runs each sequence through the hidden layer; the fit of the
 * output layer at the end is left out. The training has one thread.
 */
final class SilentBench {
    private static final int INPUTS = 78;
    private static final int HIDDEN = 1024;
    private static final int CLASSES = 36;
    private static final int STEPS = 65;
    private static final int FAN_IN = 3;
    private static final double ACTIVE = 0.3;
    private static final double RIDGE = 1e-4;
    private static final int BATCH = 36;
    private static final long SEED = 9;
    private static final int SETTLE = 30; // rounds until compiled

    private static final double NS_PER_US = 1e3;
    private static final double NS_PER_MS = 1e6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final int rounds;

    SilentBench(int rounds) {
        this.rounds = rounds;
    }

    List<Row> run() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int group : new int[] {1, BATCH}) {
            List<Rounds.Side> sides = List.of(steps(false, group), steps(true, group));
            Rounds.of(SETTLE, sides);
            rows.add(row("a step, B " + group, Rounds.of(rounds, sides), NS_PER_US, "us"));
        }
        List<Rounds.Side> sides = List.of(training(false), training(true));
        Rounds.of(2, sides);
        rows.add(row("training, a sequence", Rounds.of(rounds, sides), NS_PER_MS, "ms"));
        return rows;
    }

    private static Row row(String metric, Rounds measured, double ns, String unit) {
        return Row.of(
                        KernelBench.NAME,
                        "tactile, " + INPUTS + "-" + HIDDEN + "-" + CLASSES,
                        metric,
                        measured.median(f -> f[0] / ns),
                        unit)
                .against("recurrent weights multiplied", measured.ratio(1, 0));
    }

    private static ModelDocument document() {
        return new ModelDocument(
                "bench-tactile",
                "1",
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
                new InputSpec.Samples(INPUTS, 1000),
                List.of(
                        new SlstmSpec(INPUTS, HIDDEN, Reset.NONE, false, null, false, null),
                        new LinearSpec(HIDDEN, CLASSES)),
                new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                new DecisionSpec(STEPS, STEPS, true),
                null);
    }

    /** ns of a step of one stream. */
    private static Rounds.Side steps(boolean recurrent, int group) {
        Network network = new Network(ModelFile.of(document(), tensors(recurrent)));
        network.reserve(group);
        List<FrameGroup> frames = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int t = 0; t < STEPS; t++) {
            FrameGroup frame = new FrameGroup();
            for (int b = 0; b < group; b++) {
                for (int input : active(random)) {
                    frame.add(input, 1f);
                }
                frame.endStream(b);
            }
            frames.add(frame);
        }
        return () -> {
            long before = THREADS.getCurrentThreadCpuTime();
            for (FrameGroup frame : frames) {
                network.step(frame);
            }
            return (double) (THREADS.getCurrentThreadCpuTime() - before) / STEPS / group;
        };
    }

    private static int[] active(SplittableRandom random) {
        return IntStream.range(0, INPUTS).filter(n -> random.nextDouble() < ACTIVE).toArray();
    }

    /** Recurrent weights are 0, or too small to change a sum. */
    private static Map<String, Tensor> tensors(boolean recurrent) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Tensor> tensors = new HashMap<>();
        List<LayerSpec> layers = document().layers();
        for (int n = 0; n < layers.size(); n++) {
            for (ParameterSpec parameter : layers.get(n).parameters()) {
                int[] shape = parameter.shapes().get(0);
                float[] values = new float[(int) Tensor.size(shape)];
                float size = 0.1f;
                if (parameter.name().equals("weight_hh")) {
                    size = recurrent ? 1e-30f : 0;
                }
                for (int at = 0; at < values.length; at++) {
                    values[at] = size * (float) random.nextDouble(-1, 1);
                }
                if (parameter.name().equals("threshold")) {
                    Arrays.fill(values, 1f);
                }
                if (parameter.required()) {
                    tensors.put("layers." + n + "." + parameter.name(), new Tensor(shape, values));
                }
            }
        }
        return tensors;
    }

    /** ns of a sequence, of all threads. */
    private static Rounds.Side training(boolean recurrent) {
        List<LabelledSequence> batch = batch();
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withThreads(1)
                        .withLosses(List.of(LossTerm.of(LossKind.CE_MEAN_MEMBRANE)))
                        .withRidge(RIDGE)
                        .withInitialization(
                                new Initialization(0, 3, false, 0, FAN_IN, recurrent, null));
        return () -> {
            try (Learner learner = Learner.create(document(), options, SEED)) {
                long before = PROCESS.getProcessCpuTime();
                learner.update(batch, 0);
                return (double) (PROCESS.getProcessCpuTime() - before) / batch.size();
            }
        };
    }

    private static List<LabelledSequence> batch() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<LabelledSequence> batch = new ArrayList<>();
        for (int n = 0; n < BATCH; n++) {
            int[] ends = new int[STEPS];
            int[] indices = new int[STEPS * INPUTS];
            int count = 0;
            for (int t = 0; t < STEPS; t++) {
                for (int input : active(random)) {
                    indices[count++] = input;
                }
                ends[t] = count;
            }
            float[] values = new float[count];
            Arrays.fill(values, 1f);
            batch.add(
                    new LabelledSequence(
                            "bench",
                            ends,
                            Arrays.copyOf(indices, count),
                            values,
                            new int[] {n % CLASSES}));
        }
        return batch;
    }
}
