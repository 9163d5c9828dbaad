package org.spikelink.tests.benchmarks.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.core.kernel.KernelChoice.Kind;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;

/** Plain and vector kernel, and how near the vector kernel comes to what the machine can do at most. */
final class KernelBench {
    static final String NAME = "kernel";

    private static final int PLAIN = 0;
    private static final int VECTOR = 1;
    private static final int PEAK = 2;
    private static final int RECURRENT = 3;
    private static final int INPUT = 4;

    private final int rounds;
    private final double roundNs;

    KernelBench(int rounds, double roundNs) {
        this.rounds = rounds;
        this.roundNs = roundNs;
    }

    List<Row> run(List<KernelCase> shapes) throws Exception {
        warmUp();
        List<Row> rows = new ArrayList<>();
        for (KernelCase shape : shapes) {
            rows.addAll(run(shape));
        }
        return rows;
    }

    /** Compiling the vector loops takes longer than a case warms up for. */
    static void warmUp() {
        for (KernelCase shape : KernelCase.all(1, 64)) {
            new LayerRun(shape, Kind.VECTOR, 1e6).measure();
        }
    }

    private List<Row> run(KernelCase shape) throws Exception {
        LayerRun plain = new LayerRun(shape, Kind.PLAIN, roundNs);
        LayerRun vector = new LayerRun(shape, Kind.VECTOR, roundNs);
        checkSameBits(shape, plain, vector);
        Rounds measured =
                Rounds.of(
                        rounds,
                        List.of(
                                plain,
                                vector,
                                MachineLimits.fmaPeak(roundNs),
                                MachineLimits.bandwidth(shape.recurrentBytes(), roundNs),
                                MachineLimits.bandwidth(shape.inputBytes(), roundNs)));
        String name = shape.toString();
        Rounds.Median share =
                measured.median(
                        f -> 100 * Roofline.ns(shape, f[PEAK], f[RECURRENT], f[INPUT]) / f[VECTOR]);
        return List.of(
                Row.of(NAME, name, "plain", measured.median(PLAIN), "ns"),
                Row.of(NAME, name, "vector", measured.median(VECTOR), "ns")
                        .against("plain", measured.ratio(PLAIN, VECTOR)),
                target(shape, Row.of(NAME, name, "of the roofline", share, "%")));
    }

    private static Row target(KernelCase shape, Row share) {
        if (shape.group() == 1 && shape.hidden() >= 128) {
            return share.atLeast(50, 70);
        }
        if (shape.group() == 64 && shape.hidden() == 128 && shape.inputs() == 700) {
            return share.atLeast(45, 65);
        }
        return shape.group() == 64 && shape.inputs() == 2312 ? share.atLeast(33, 50) : share;
    }

    private static void checkSameBits(KernelCase shape, LayerRun one, LayerRun other) {
        float[][] a = one.statesFromZero(shape.streams());
        float[][] b = other.statesFromZero(shape.streams());
        if (!Arrays.equals(a[0], b[0]) || !Arrays.equals(a[1], b[1])) {
            throw new IllegalStateException(shape + ": the kernels differ");
        }
    }
}
