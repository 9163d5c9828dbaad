package org.spikelink.core.kernel.slstm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.DesignChain;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.layer.LayerState;

/** Each kernel against the design's chain of operations, bit for bit, alone and in groups. */
final class KernelBitsTest {
    private static final int CASES = 120;
    private static final int STEPS = 4;

    @ParameterizedTest
    @EnumSource
    void everyStreamOfAGroupHasTheBitsOfTheDesignsChain(KernelChoice.Kind kind) {
        long compared = 0;
        long spikes = 0;
        for (long seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomLayer layer = RandomLayer.of(random, Models.anyScale(random));
            Streams streams = new Streams(kind, layer, 1 + random.nextInt(20));
            for (int t = 0; t < STEPS; t++) {
                streams.step();
                compared += streams.compare("seed " + seed + " step " + t);
            }
            spikes += streams.spikes();
        }
        assertThat(compared).isGreaterThan(100_000);
        assertThat(spikes).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @EnumSource
    void smallAndOddSizesHaveTheBitsOfTheDesignsChain(KernelChoice.Kind kind) {
        for (int hidden = 1; hidden <= 18; hidden++) {
            for (int inputs = 1; inputs <= 10; inputs += 3) {
                SplittableRandom random = new SplittableRandom(1000L * hidden + inputs);
                Streams streams =
                        new Streams(
                                kind, RandomLayer.of(random, 1, inputs, hidden), 1 + hidden % 7);
                streams.step();
                streams.step();
                streams.compare("H " + hidden + " X " + inputs);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void largeLayersHaveTheBitsOfTheDesignsChain(KernelChoice.Kind kind) {
        SplittableRandom random = new SplittableRandom(11);
        Streams streams = new Streams(kind, RandomLayer.of(random, 1, 700, 300), 5);
        streams.step();
        streams.step();
        streams.compare("large");
    }

    /** Streams stepped three ways: by the chain, alone, and in a group in a random order of rows. */
    private static final class Streams {
        private final RandomLayer layer;
        private final int count;
        private final int hidden;
        private final int[] rows;
        private final SlstmKernel kernel;
        private final DesignChain chain;
        private final LayerState group;
        private final LayerState alone;
        private final float[][] syn;
        private final float[][] mem;

        Streams(KernelChoice.Kind kind, RandomLayer layer, int count) {
            this.layer = layer;
            this.count = count;
            hidden = layer.weights().hidden();
            rows = shuffled(layer.random(), count);
            kernel = SlstmKernel.of(kind, layer.weights());
            chain = new DesignChain(layer.weights());
            group = new LayerState(Models.slstm(1, hidden).state());
            alone = new LayerState(Models.slstm(1, hidden).state());
            group.reserve(count);
            alone.reserve(count);
            syn = new float[count][];
            mem = new float[count][];
            for (int b = 0; b < count; b++) {
                syn[b] = layer.state(3);
                mem[b] = layer.state(0.9f);
                load(group, rows[b], b);
                load(alone, b, b);
            }
        }

        private void load(LayerState state, int row, int b) {
            state.load(row, SlstmSpec.SYN, syn[b], 0);
            state.load(row, SlstmSpec.MEM, mem[b], 0);
        }

        private static int[] shuffled(SplittableRandom random, int count) {
            int[] rows = new int[count];
            for (int n = 0; n < count; n++) {
                int other = random.nextInt(n + 1);
                rows[n] = rows[other];
                rows[other] = n;
            }
            return rows;
        }

        void step() {
            FrameGroup together = new FrameGroup();
            for (int b = 0; b < count; b++) {
                int[] indices = layer.indices();
                float[] values = layer.values(indices.length);
                RandomLayer.fill(together, indices, values, rows[b]);
                FrameGroup one = new FrameGroup();
                RandomLayer.fill(one, indices, values, b);
                kernel.step(one, alone);
                chain.step(indices, values, syn[b], mem[b]);
            }
            kernel.step(together, group);
        }

        long compare(String when) {
            for (int b = 0; b < count; b++) {
                compare(when + " alone", alone, b, b);
                compare(when + " in a group of " + count, group, rows[b], b);
            }
            return 4L * count * hidden;
        }

        private void compare(String when, LayerState state, int row, int b) {
            float[] gotSyn = new float[hidden];
            float[] gotMem = new float[hidden];
            state.store(row, SlstmSpec.SYN, gotSyn, 0);
            state.store(row, SlstmSpec.MEM, gotMem, 0);
            assertThat(bits(gotSyn)).as("syn, stream %d, %s", b, when).isEqualTo(bits(syn[b]));
            assertThat(bits(gotMem)).as("mem, stream %d, %s", b, when).isEqualTo(bits(mem[b]));
        }

        private static int[] bits(float[] values) {
            int[] bits = new int[values.length];
            for (int n = 0; n < values.length; n++) {
                bits[n] = Float.floatToRawIntBits(values[n]);
            }
            return bits;
        }

        long spikes() {
            long spikes = 0;
            for (int b = 0; b < count; b++) {
                for (int j = 0; j < hidden; j++) {
                    spikes += mem[b][j] > layer.weights().threshold()[j] ? 1 : 0;
                }
            }
            return spikes;
        }
    }
}
