package org.spikelink.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.layer.StateSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;

/** Stacked layers, alone and in groups. */
final class NetworkStepTest {
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final LayerSpec[] LAYERS = {
        Models.slstm(40, 33, Reset.SUBTRACT, false, null, false),
        new LinearSpec(33, 9),
        Models.slstm(9, 14, Reset.ZERO, true, StateQuant.DEFAULTS, false),
        new LinearSpec(14, 3)
    };
    private static final Model MODEL =
            Models.random(Models.document(LAYERS), new SplittableRandom(1), 0.6f);

    @Test
    void aStreamHasTheSameBitsInEveryGroup() {
        for (int seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int streams = 1 + random.nextInt(40);
            Network together = new Network(MODEL);
            together.reserve(streams);
            Network[] alone = new Network[streams];
            for (int b = 0; b < streams; b++) {
                alone[b] = new Network(MODEL);
                alone[b].start(0);
                together.start(b);
            }
            for (int t = 0; t < 12; t++) {
                FrameGroup group = new FrameGroup();
                for (int b = 0; b < streams; b++) {
                    if (random.nextInt(4) == 0) {
                        continue; // not every stream steps every time
                    }
                    long inputs = random.nextLong();
                    FrameGroup one = new FrameGroup();
                    fill(group, new SplittableRandom(inputs), b);
                    fill(one, new SplittableRandom(inputs), 0);
                    alone[b].step(one);
                }
                together.step(group);
                for (int b = 0; b < streams; b++) {
                    assertThat(state(together, b))
                            .as("seed %d stream %d step %d", seed, b, t)
                            .isEqualTo(state(alone[b], 0));
                }
                compareLastStep(together, alone, group);
            }
        }
    }

    private static float membrane(Network network, int b, int j) {
        return network.membranes()[network.membraneStart(b) + j];
    }

    private static void compareLastStep(Network together, Network[] alone, FrameGroup group) {
        for (int n = 0; n < group.streams(); n++) {
            for (int j = 0; j < 3; j++) {
                assertThat(Float.floatToRawIntBits(membrane(together, n, j)))
                        .isEqualTo(Float.floatToRawIntBits(membrane(alone[group.row(n)], 0, j)));
            }
        }
    }

    private static void fill(FrameGroup frame, SplittableRandom random, int row) {
        for (int index = 0; index < 40; index++) {
            if (random.nextInt(5) == 0) {
                frame.add(index, 1 + random.nextInt(3));
            }
        }
        frame.endStream(row);
    }

    /** Raw bits of syn and mem. */
    private static int[] state(Network network, int row) {
        NetworkState state = network.newState();
        network.store(row, state);
        float[] syn = state.values("syn");
        float[] mem = state.values("mem");
        int size = syn.length;
        int[] bits = new int[2 * size];
        for (int j = 0; j < size; j++) {
            bits[j] = Float.floatToRawIntBits(syn[j]);
            bits[size + j] = Float.floatToRawIntBits(mem[j]);
        }
        return bits;
    }

    @Test
    void stateIsOnlyThatOfLayersThatHaveSome() {
        Network network = new Network(MODEL);
        assertThat(network.newState().values("syn")).hasSize(33 + 14);
        assertThat(network.newState().values("mem")).hasSize(33 + 14);
        assertThat(network.layerCount()).isEqualTo(4);
        assertThat(network.layer(1).spec().state()).isEqualTo(StateSpec.NONE);
    }

    @Test
    void aStateThatWasStoredAndLoadedGoesOnWithTheSameBits() {
        SplittableRandom random = new SplittableRandom(9);
        Network straight = new Network(MODEL);
        Network moved = new Network(MODEL);
        moved.reserve(5);
        straight.start(0);
        NetworkState state = straight.newState();
        straight.store(0, state);
        for (int t = 0; t < 20; t++) {
            long inputs = random.nextLong();
            int row = random.nextInt(5);
            FrameGroup one = new FrameGroup();
            fill(one, new SplittableRandom(inputs), 0);
            straight.step(one);
            moved.load(row, state);
            FrameGroup other = new FrameGroup();
            fill(other, new SplittableRandom(inputs), row);
            moved.step(other);
            moved.store(row, state);
            assertThat(state(moved, row)).isEqualTo(state(straight, 0));
        }
    }

    @Test
    void aLinearLayerIsItsEquation() {
        Model model =
                Models.random(Models.document(new LinearSpec(40, 7)), new SplittableRandom(2), 2);
        LayerWeights w = model.weights().get(0);
        Network network = new Network(model);
        FrameGroup frame = new FrameGroup();
        fill(frame, new SplittableRandom(4), 0);
        network.step(frame);
        for (int j = 0; j < 7; j++) {
            float expected = w.get("bias")[j];
            for (int n = 0; n < frame.end(0); n++) {
                expected =
                        Math.fma(
                                frame.values()[n],
                                w.get("weight")[j * 40 + frame.indices()[n]],
                                expected);
            }
            assertThat(Float.floatToRawIntBits(membrane(network, 0, j)))
                    .isEqualTo(Float.floatToRawIntBits(expected));
        }
    }

    @Test
    void aStepAllocatesNothingOnceItIsWarm() {
        Network network = new Network(MODEL);
        network.reserve(8);
        FrameGroup group = new FrameGroup();
        for (int b = 0; b < 8; b++) {
            network.start(b);
            fill(group, new SplittableRandom(b), b);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // Until the JIT has compiled them, vectors are objects; when that is depends on the
        // machine's load.
        long deadline = System.nanoTime() + WARM_UP.toNanos();
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < deadline) {
            least = Math.min(least, allocated(threads, network, group, 1000));
        }
        assertThat(least).isZero();
    }

    private static long allocated(
            ThreadMXBean threads, Network network, FrameGroup group, int steps) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int t = 0; t < steps; t++) {
            network.step(group);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
