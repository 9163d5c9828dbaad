package org.spikelink.core.kernel.slstm;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.core.fixture.Models;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.Reset;

/** Random weights, states and inputs of odd sizes, saturating and tiny ones among them. */
record RandomLayer(GateWeights weights, SplittableRandom random) {
    private static final List<Reset> RESETS = List.of(Reset.NONE, Reset.SUBTRACT, Reset.ZERO);

    static RandomLayer of(SplittableRandom random, float scale) {
        return of(random, scale, 1 + random.nextInt(200), 1 + random.nextInt(70));
    }

    static RandomLayer of(SplittableRandom random, float scale, int inputs, int hidden) {
        float size = scale / (float) Math.sqrt(hidden);
        Reset reset = RESETS.get(random.nextInt(RESETS.size()));
        float[] threshold = Models.values(random, 0.05f, hidden);
        for (int j = 0; j < hidden; j++) {
            threshold[j] += 0.05f;
        }
        return new RandomLayer(
                new GateWeights(
                        inputs,
                        hidden,
                        Models.values(random, size, 4 * hidden * inputs),
                        recurrent(random, size, hidden),
                        Models.values(random, size, 4 * hidden),
                        threshold,
                        reset),
                random);
    }

    /** Without any weight, or with neurons that have none, now and then; zeros of both signs. */
    private static float[] recurrent(SplittableRandom random, float size, int hidden) {
        float[] values = Models.values(random, size, 4 * hidden * hidden);
        int kind = random.nextInt(4);
        for (int k = 0; k < hidden && kind < 2; k++) {
            float zero = random.nextBoolean() ? 0f : -0f;
            boolean left = kind == 0 && random.nextBoolean();
            for (int row = 0; row < 4 * hidden && !left; row++) {
                values[row * hidden + k] = zero;
            }
        }
        return values;
    }

    float[] state(float size) {
        return random.nextInt(3) == 0
                ? new float[weights.hidden()]
                : Models.values(random, size, weights.hidden());
    }

    int[] indices() {
        BitSet active = new BitSet();
        for (int n = random.nextInt(1 + Math.min(weights.inputs(), 60)); n > 0; n--) {
            active.set(random.nextInt(weights.inputs()));
        }
        return active.stream().toArray();
    }

    /** Ones, counts, reals or denormals. */
    float[] values(int count) {
        int kind = random.nextInt(4);
        float[] values = Models.values(random, kind == 3 ? 1e-40f : 2, count);
        for (int n = 0; n < count && kind < 2; n++) {
            values[n] = kind == 0 ? 1 : 1 + random.nextInt(5);
        }
        return values;
    }

    static void fill(FrameGroup frame, int[] indices, float[] values, int row) {
        for (int n = 0; n < indices.length; n++) {
            frame.add(indices[n], values[n]);
        }
        frame.endStream(row);
    }
}
