package org.spikelink.core.network;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.kernel.Reset;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.SlstmWeights;
import org.spikelink.core.model.StateQuant;

/**
 * A layer drawn at random with all its options, streams in states drawn at random, and what they are given in a few
 * steps. The same seed draws the same.
 *
 * @param inputs per step and stream
 */
record LayerCase(
        LayerSpec.Slstm spec,
        SlstmWeights weights,
        int streams,
        float[][] syn,
        float[][] mem,
        Input[][] inputs) {
    static final int STEPS = 3;

    private static final float[] SCALES = {0.3f, 1, 1, 2, 40, 1e-20f, 1e-38f};
    private static final List<Reset> RESETS = List.of(Reset.NONE, Reset.SUBTRACT, Reset.ZERO);
    private static final List<StateQuant> QUANTIZERS =
            List.of(
                    StateQuant.DEFAULTS,
                    new StateQuant(3, true, true, 0.5, 0.1, 0.3, null),
                    new StateQuant(4, false, true, 1, 0, 0.2, null));

    /** How large things may get. */
    record Limits(int inputs, int hidden, int streams) {}

    /** The active inputs of one stream in one step. */
    record Input(int[] indices, float[] values) {
        void addTo(FrameGroup frame, int row) {
            for (int n = 0; n < indices.length; n++) {
                frame.add(indices[n], values[n]);
            }
            frame.endStream(row);
        }
    }

    static LayerCase draw(long seed, Limits limits) {
        SplittableRandom random = new SplittableRandom(seed);
        int x = size(random, limits.inputs());
        int h = size(random, limits.hidden());
        int streams = size(random, limits.streams());
        LayerSpec.Slstm spec =
                new LayerSpec.Slstm(
                        x,
                        h,
                        RESETS.get(random.nextInt(RESETS.size())),
                        random.nextInt(5) == 0,
                        random.nextInt(4) == 0
                                ? QUANTIZERS.get(random.nextInt(QUANTIZERS.size()))
                                : null,
                        false,
                        null);
        LayerCase drawn =
                new LayerCase(
                        spec,
                        weights(random, x, h),
                        streams,
                        new float[streams][],
                        new float[streams][],
                        new Input[STEPS][streams]);
        for (int b = 0; b < streams; b++) {
            drawn.syn[b] = state(random, 3, h);
            drawn.mem[b] = state(random, 0.9f, h);
            for (int t = 0; t < STEPS; t++) {
                drawn.inputs[t][b] = input(random, x);
            }
        }
        return drawn;
    }

    /** Mostly small, odd or even, now and then up to the limit. */
    private static int size(SplittableRandom random, int limit) {
        return 1 + random.nextInt(random.nextInt(4) == 0 ? limit : Math.max(1, limit / 8));
    }

    private static SlstmWeights weights(SplittableRandom random, int x, int h) {
        float size = SCALES[random.nextInt(SCALES.length)] / (float) Math.sqrt(h);
        float[] threshold = Models.values(random, 0.05f, random.nextBoolean() ? h : 1);
        for (int j = 0; j < threshold.length; j++) {
            threshold[j] += 0.05f;
        }
        boolean biased = random.nextInt(4) > 0;
        return new SlstmWeights(
                Models.values(random, size, 4 * h * x),
                Models.values(random, size, 4 * h * h),
                biased ? Models.values(random, size, 4 * h) : null,
                biased ? Models.values(random, size, 4 * h) : null,
                threshold,
                null,
                null);
    }

    private static float[] state(SplittableRandom random, float size, int h) {
        return random.nextInt(3) == 0 ? new float[h] : Models.values(random, size, h);
    }

    /** None, some or all inputs; ones, counts, reals of both signs or denormals. */
    private static Input input(SplittableRandom random, int x) {
        BitSet active = new BitSet();
        if (random.nextInt(20) == 0) {
            active.set(0, x);
        }
        for (int n = random.nextInt(1 + Math.min(x, 60)); n > 0; n--) {
            active.set(random.nextInt(x));
        }
        int[] indices = active.stream().toArray();
        int kind = random.nextInt(4);
        float[] values = Models.values(random, kind == 3 ? 1e-40f : 2, indices.length);
        for (int n = 0; n < values.length && kind < 2; n++) {
            values[n] = kind == 0 ? 1 : 1 + random.nextInt(5);
        }
        return new Input(indices, values);
    }
}
