package org.spikelink.tests.benchmarks.kernel;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.Model;
import org.spikelink.core.network.Network;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.sensors.ConvModel;

/**
 * A step of the convolutional reference network, with convolutions and their neurons fused and layer by layer. The time is
 * that of the thread on its core, so that other load on the machine counts only by what it does to the caches.
 */
final class ConvBench {
    private static final int STREAMS = 64;
    private static final int STEPS = 8;
    private static final long SEED = 8;

    private static final double NS_PER_US = 1e3;
    private static final long WARM_UP_NS = 5_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int rounds;
    private final double roundNs;

    ConvBench(int rounds, double roundNs) {
        this.rounds = rounds;
        this.roundNs = roundNs;
    }

    List<Row> run() throws Exception {
        Model model = ConvModel.of();
        List<Row> rows = new ArrayList<>();
        for (int group : new int[] {1, STREAMS}) {
            Side fused = new Side(new Network(model.weights(), n -> false), group);
            Side layers = new Side(Network.layerByLayer(model.weights()), group);
            Rounds.of(3, List.of(fused, layers)); // until compiled
            Rounds measured = Rounds.of(rounds, List.of(fused, layers));
            String name = "conv, active " + ConvModel.ACTIVE + ", B " + group;
            rows.add(
                    Row.of(
                            KernelBench.NAME,
                            name,
                            "layer by layer",
                            measured.median(f -> f[1] / NS_PER_US),
                            "us"));
            rows.add(
                    Row.of(
                                    KernelBench.NAME,
                                    name,
                                    "fused",
                                    measured.median(f -> f[0] / NS_PER_US),
                                    "us")
                            .atMost(60, 30));
            if (group == 1) {
                rows.addAll(activity(fused, name));
            }
        }
        return rows;
    }

    /** Values that each layer passed on and weights that they met, a step. */
    private List<Row> activity(Side side, String name) {
        List<Row> rows = new ArrayList<>();
        double all = 0;
        for (int n = 0; n < side.network.layerCount(); n++) {
            long operations = side.operations[n];
            all += (double) operations / side.steps;
            if (side.network.layer(n).spec().spikes()) {
                rows.add(
                        Row.of(
                                KernelBench.NAME,
                                name,
                                "spikes of layer " + n,
                                100.0
                                        * side.passed[n]
                                        / side.steps
                                        / side.network.layer(n).outputs(),
                                "%"));
            }
        }
        rows.add(
                Row.of(
                                KernelBench.NAME,
                                name,
                                "allocated",
                                NetworkAllocation.bytesPerStep(side.network, side.frames),
                                "B/step")
                        .atMost(16, 0));
        rows.add(Row.of(KernelBench.NAME, name, "synaptic operations", all / 1e3, "k/step"));
        return rows;
    }

    /** Streams of cameras that take turns. */
    private final class Side implements Rounds.Side {
        private final Network network;
        private final List<FrameGroup> frames = new ArrayList<>();
        private final int group;
        private final int sweeps; // in a round
        private final long[] operations;
        private final long[] passed;
        private long steps;

        Side(Network network, int group) {
            this.network = network;
            this.group = group;
            network.reserve(STREAMS);
            operations = new long[network.layerCount()];
            passed = new long[network.layerCount()];
            SplittableRandom random = new SplittableRandom(SEED);
            for (int n = 0; n < STEPS * STREAMS / group; n++) {
                frames.add(frame(random, n * group));
            }
            frames.forEach(this::count);
            sweeps = sweeps();
        }

        private FrameGroup frame(SplittableRandom random, int first) {
            FrameGroup frame = new FrameGroup();
            for (int b = 0; b < group; b++) {
                BitSet drawn = new BitSet();
                while (drawn.cardinality() < ConvModel.ACTIVE) {
                    drawn.set(random.nextInt(network.layer(0).spec().inputs()));
                }
                drawn.stream().forEach(index -> frame.add(index, 1 + random.nextInt(3)));
                frame.endStream((first + b) % STREAMS);
            }
            return frame;
        }

        private void count(FrameGroup x) {
            network.step(x);
            FrameGroup input = x;
            for (int n = 0; n < operations.length; n++) {
                operations[n] += network.layer(n).inputOperations(input);
                operations[n] += x.streams() * network.layer(n).spec().recurrentOperations();
                passed[n] += network.passedOn(n);
                input = network.output(n);
            }
            steps += x.streams();
        }

        private void sweep() {
            for (int n = 0; n < frames.size(); n++) {
                network.step(frames.get(n));
            }
        }

        /** ns per stream and step. */
        @Override
        public double measure() {
            long before = THREADS.getCurrentThreadCpuTime();
            for (int n = 0; n < sweeps; n++) {
                sweep();
            }
            long ns = THREADS.getCurrentThreadCpuTime() - before;
            return (double) ns / sweeps / frames.size() / group;
        }

        /** Sweeps that take as long as a round, once all is compiled. */
        private int sweeps() {
            double ns = 1;
            for (long end = System.nanoTime() + WARM_UP_NS; System.nanoTime() < end; ) {
                long before = THREADS.getCurrentThreadCpuTime();
                sweep();
                ns = Math.max(1, THREADS.getCurrentThreadCpuTime() - before);
            }
            return (int) Math.max(1, roundNs / ns);
        }
    }
}
