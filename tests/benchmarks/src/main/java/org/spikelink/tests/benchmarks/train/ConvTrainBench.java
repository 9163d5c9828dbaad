package org.spikelink.tests.benchmarks.train;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.sensors.ConvModel;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;

/** Our learner on the convolutional reference network: recordings of 60 steps, batches of 16. */
final class ConvTrainBench {
    private static final String NAME = "train";
    private static final int THREADS = 2;
    private static final int STEPS = 60;
    private static final int BATCH = 16;
    private static final int SIDE = 128;
    private static final int WARM_UP = 6;
    private static final double RATE = 1e-4;
    private static final double[] THRESHOLDS = {0.42, 0.25, 0.2, 0.1};
    private static final String UNIT = "recordings/s";

    private final int rounds;
    private final int updates; // of a round
    private final ModelDocument document = ConvModel.of().document();
    private final List<LabelledSequence> batch = batch();
    private final OperatingSystemMXBean process =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private double perCpuSecond;

    ConvTrainBench(int rounds, int updates) {
        this.rounds = rounds;
        this.updates = updates;
    }

    List<Row> run() throws Exception {
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withLosses(List.of(LossTerm.of(LossKind.CE_MEAN_MEMBRANE)))
                        .withThresholds(
                                DoubleStream.of(THRESHOLDS)
                                        .mapToObj(t -> new ThresholdSpec(Learning.FIXED, t, 1e-3))
                                        .toList())
                        .withThreads(THREADS);
        try (Learner learner = Learner.create(document, options, 1)) {
            perSecond(learner, WARM_UP);
            Rounds measured =
                    Rounds.of(
                            rounds,
                            List.of(
                                    () -> perSecond(learner, updates),
                                    () -> perCpuSecond)); // of the round just measured
            String size =
                    "conv reference, %d x %d, T = %d, batch %d, %d threads"
                            .formatted(SIDE, SIDE, STEPS, BATCH, THREADS);
            return List.of(
                    Row.of(NAME, size, "ours", measured.median(0), UNIT).atLeast(40, 40),
                    Row.of(NAME, size, "ours a CPU second", measured.median(1), UNIT));
        }
    }

    private double perSecond(Learner learner, int count) {
        long cpuNs = process.getProcessCpuTime();
        long startNs = System.nanoTime();
        for (int n = 0; n < count; n++) {
            learner.update(batch, RATE);
        }
        double ns = System.nanoTime() - startNs;
        perCpuSecond = 1e9 * count * BATCH / (process.getProcessCpuTime() - cpuNs);
        return 1e9 * count * BATCH / ns;
    }

    /** Something as high as half the image moves to and fro; the rest is noise. */
    private static List<LabelledSequence> batch() {
        SplittableRandom random = new SplittableRandom(1);
        List<LabelledSequence> batch = new ArrayList<>();
        for (int b = 0; b < BATCH; b++) {
            batch.add(sequence(random, b % 10));
        }
        return batch;
    }

    private static LabelledSequence sequence(SplittableRandom random, int label) {
        int[] ends = new int[STEPS];
        int[] indices = new int[STEPS * ConvModel.ACTIVE];
        for (int t = 0; t < STEPS; t++) {
            int middle = (int) (SIDE / 2 + SIDE / 4 * Math.sin(0.1 * t + label));
            int[] active =
                    random.ints(0, Integer.MAX_VALUE)
                            .map(n -> input(n, middle))
                            .distinct()
                            .limit(ConvModel.ACTIVE)
                            .sorted()
                            .toArray();
            System.arraycopy(active, 0, indices, t * ConvModel.ACTIVE, active.length);
            ends[t] = (t + 1) * ConvModel.ACTIVE;
        }
        float[] values = new float[indices.length];
        Arrays.fill(values, 1f);
        return new LabelledSequence("bench", ends, indices, values, new int[] {label});
    }

    private static int input(int drawn, int middle) {
        boolean noise = drawn % 8 == 0;
        int a = drawn >>> 3;
        int x = noise ? a % SIDE : Math.floorMod(middle + a % 40 - 20, SIDE);
        int y = noise ? a / SIDE % SIDE : SIDE / 4 + a / 40 % (SIDE / 2);
        return ((a >>> 20 & 1) * SIDE + y) * SIDE + x;
    }
}
