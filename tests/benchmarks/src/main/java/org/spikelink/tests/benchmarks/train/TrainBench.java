package org.spikelink.tests.benchmarks.train;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;

/** Our learner and a dense one, in turns, after both have been seen to compute the same loss. */
final class TrainBench {
    private static final String NAME = "train";
    private static final int THREADS = 2;
    private static final int BATCHES = 8;
    private static final int WARM_UP = 60;
    private static final double RATE = 1e-3;
    private static final double[] TOLERANCES = {1e-5, 5e-3};
    private static final String UNIT = "samples/s";
    private static final int OURS = 0;
    private static final int CPU = 1;
    private static final int DENSE = 2;

    private final int rounds;
    private final int updates;
    private final TrainCase size = TrainCase.NMNIST;
    private final List<List<LabelledSequence>> batches = size.batches(BATCHES, 1);
    private final OperatingSystemMXBean process =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private double perCpuSecond;

    /**
     * @param updates a round of ours; the dense one makes a quarter of them
     */
    TrainBench(int rounds, int updates) {
        this.rounds = rounds;
        this.updates = updates;
    }

    /** One side. */
    @FunctionalInterface
    private interface Update {
        double lossOf(List<LabelledSequence> batch);
    }

    List<Row> run() throws Exception {
        LearningOptions options = LearningOptions.DEFAULTS.withThreads(THREADS);
        try (Learner learner = Learner.create(size.document(), options, 1);
                DenseNetwork dense = new DenseNetwork(size, learner.tensors())) {
            Update ours = batch -> learner.update(batch, RATE).loss();
            Update theirs = batch -> dense.update(batch, RATE);
            checkSame(ours, theirs);
            samplesPerSecond(ours, WARM_UP);
            samplesPerSecond(theirs, WARM_UP / 4);
            Rounds measured =
                    Rounds.of(
                            rounds,
                            List.of(
                                    () -> samplesPerSecond(ours, updates),
                                    () -> perCpuSecond, // of the round just measured
                                    () -> samplesPerSecond(theirs, updates / 4)));
            return rows(measured, learner.blas().toString());
        }
    }

    /** The first loss, and the one after an update; then rounding, which Adam's first steps blow up, moves spikes. */
    private void checkSame(Update ours, Update theirs) {
        for (int n = 0; n < TOLERANCES.length; n++) {
            double a = ours.lossOf(batches.get(n));
            double b = theirs.lossOf(batches.get(n));
            if (!(Math.abs(a - b) < TOLERANCES[n])) {
                throw new IllegalStateException(
                        "update %d: the losses differ: %s and %s".formatted(n, a, b));
            }
        }
    }

    private double samplesPerSecond(Update side, int count) {
        long cpuNs = process.getProcessCpuTime();
        long startNs = System.nanoTime();
        for (int n = 0; n < count; n++) {
            side.lossOf(batches.get(n % BATCHES));
        }
        double ns = System.nanoTime() - startNs;
        perCpuSecond = 1e9 * count * size.batch() / (process.getProcessCpuTime() - cpuNs);
        return 1e9 * count * size.batch() / ns;
    }

    private List<Row> rows(Rounds measured, String blas) {
        Rounds.Median ours = measured.median(OURS);
        String threads = size + ", " + THREADS + " threads";
        return List.of(
                Row.of(NAME, size + " (" + blas + ")", "dense ND4J", measured.median(DENSE), UNIT),
                Row.of(NAME, threads, "ours", ours, UNIT)
                        .against("dense ND4J", measured.ratio(OURS, DENSE)),
                Row.of(NAME, threads, "ours", ours, UNIT).atLeast(2_600, 2_600),
                Row.of(NAME, threads, "ours a CPU second", measured.median(CPU), UNIT));
    }
}
