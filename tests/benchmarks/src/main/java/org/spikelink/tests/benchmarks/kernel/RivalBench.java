package org.spikelink.tests.benchmarks.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice.Kind;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;

/** Our layer and another library's, after they have been seen to compute the same. */
final class RivalBench {
    private static final int STEPS = 4;
    private static final double TOLERANCE = 1e-5;

    private final Rival rival;
    private final int rounds;
    private final double roundNs;

    RivalBench(Rival rival, int rounds, double roundNs) {
        this.rival = rival;
        this.rounds = rounds;
        this.roundNs = roundNs;
    }

    List<Row> run() throws Exception {
        KernelBench.warmUp();
        List<Row> rows = new ArrayList<>();
        for (KernelCase shape : KernelCase.all(1, 64)) {
            try (RivalLayer other = rival.layer(shape)) {
                rows.addAll(run(shape, other));
            }
        }
        return rows;
    }

    private List<Row> run(KernelCase shape, RivalLayer other) throws Exception {
        List<FrameGroup> frames = shape.frames(STEPS);
        LayerRun ours = new LayerRun(shape, Kind.VECTOR, roundNs);
        sweep(shape, frames, other);
        checkSame(shape, ours.statesFromZero(shape.streams()), other);
        Repeated theirs = new Repeated(() -> sweepUnchecked(shape, frames, other), roundNs);
        Rounds.Side perStep = () -> theirs.ns() / frames.size() / shape.group();
        Rounds measured = Rounds.of(rounds, List.of(ours, perStep));
        String name = rival.name().toLowerCase(Locale.ROOT);
        return List.of(
                Row.of(KernelBench.NAME, shape.toString(), name, measured.median(1), "ns"),
                target(
                        shape,
                        Row.of(
                                        KernelBench.NAME,
                                        shape.toString(),
                                        "vector",
                                        measured.median(0),
                                        "ns")
                                .against(name, measured.ratio(1, 0))));
    }

    private static void sweep(KernelCase shape, List<FrameGroup> frames, RivalLayer other)
            throws Exception {
        int groups = shape.streams() / shape.group();
        for (int n = 0; n < frames.size(); n++) {
            other.step(n % groups, frames.get(n));
        }
    }

    private static void sweepUnchecked(
            KernelCase shape, List<FrameGroup> frames, RivalLayer other) {
        try {
            sweep(shape, frames, other);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Row target(KernelCase shape, Row row) {
        if (rival != Rival.ONNXRUNTIME) {
            return row;
        }
        if (shape.inputs() == 700 && shape.hidden() == 128) {
            return shape.group() == 1 ? row.atLeast(9, 20) : row.atLeast(3.3, 5);
        }
        if (shape.group() == 64 && shape.inputs() == 2312) {
            return row.atLeast(7, 10);
        }
        return shape.group() == 64 && shape.inputs() == 6 ? row.atLeast(1.1, 1.3) : row;
    }

    private static void checkSame(KernelCase shape, float[][] ours, RivalLayer other) {
        int stride = ours[0].length / shape.streams();
        for (int row = 0; row < shape.streams(); row++) {
            float[] syn = other.syn(row / shape.group());
            float[] mem = other.mem(row / shape.group());
            for (int j = 0; j < shape.hidden(); j++) {
                int at = row % shape.group() * shape.hidden() + j;
                if (!close(ours[0][row * stride + j], syn[at])
                        || !close(ours[1][row * stride + j], mem[at])) {
                    throw new IllegalStateException(
                            shape + ": stream " + row + ", neuron " + j + " differs");
                }
            }
        }
    }

    private static boolean close(float a, float b) {
        return Math.abs(a - b) < TOLERANCE;
    }
}
