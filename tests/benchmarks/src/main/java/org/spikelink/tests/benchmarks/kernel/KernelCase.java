package org.spikelink.tests.benchmarks.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Reset;

/**
 * One shape of a layer and of what it is given.
 *
 * @param inputs X
 * @param hidden H
 * @param active inputs that are not 0 in a step
 * @param group B, streams stepped together
 */
record KernelCase(int inputs, int hidden, int active, int group) {
    private static final long SEED = 7;
    private static final float THRESHOLD = 0.1f;

    /** Every shape with every group size. */
    static List<KernelCase> all(int... groups) {
        List<KernelCase> all = new ArrayList<>();
        for (int group : groups) {
            all.add(new KernelCase(700, 128, 14, group));
            all.add(new KernelCase(2312, 128, 23, group));
            all.add(new KernelCase(700, 512, 14, group));
            all.add(new KernelCase(6, 128, 6, group));
        }
        return all;
    }

    /** Streams that take turns: as many as a group, and not so few that all they are lies in the nearest cache. */
    int streams() {
        return Math.max(64, group);
    }

    /** Frames of one stream after the other, enough for every stream to be stepped {@code steps} times. */
    List<FrameGroup> frames(int steps) {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        List<FrameGroup> frames = new ArrayList<>();
        for (int n = 0; n < steps * streams() / group; n++) {
            FrameGroup frame = new FrameGroup();
            for (int b = 0; b < group; b++) {
                fill(frame, random);
                frame.endStream((n * group + b) % streams());
            }
            frames.add(frame);
        }
        return frames;
    }

    /** Distinct inputs at random, each with a count of 1 to 3. */
    private void fill(FrameGroup frame, SplittableRandom random) {
        BitSet drawn = new BitSet();
        while (drawn.cardinality() < active) {
            drawn.set(random.nextInt(inputs));
        }
        for (int index = drawn.nextSetBit(0); index >= 0; index = drawn.nextSetBit(index + 1)) {
            frame.add(index, 1 + random.nextInt(3));
        }
    }

    SlstmSpec spec() {
        return new SlstmSpec(inputs, hidden, Reset.NONE, false, null, false, null);
    }

    /** As torch starts them: uniform in ±1/sqrt(H). */
    LayerWeights weights() {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, float[]> values = new HashMap<>();
        values.put("weight_ih", uniform(random, 4 * hidden * inputs));
        values.put("weight_hh", uniform(random, 4 * hidden * hidden));
        values.put("bias_ih", uniform(random, 4 * hidden));
        values.put("bias_hh", uniform(random, 4 * hidden));
        values.put("threshold", new float[] {THRESHOLD});
        return new LayerWeights(spec(), values);
    }

    private float[] uniform(SplittableRandom random, int count) {
        double bound = 1 / Math.sqrt(hidden);
        float[] values = new float[count];
        for (int n = 0; n < count; n++) {
            values[n] = (float) random.nextDouble(-bound, bound);
        }
        return values;
    }

    /** Multiplications with additions of one stream's step. */
    double fmas() {
        return 4.0 * hidden * (active + hidden);
    }

    /** U, bytes. */
    long recurrentBytes() {
        return 4L * hidden * hidden * Float.BYTES;
    }

    /** W, bytes. */
    long inputBytes() {
        return 4L * hidden * inputs * Float.BYTES;
    }

    /** The rows of W that one stream's step reads, bytes. */
    long activeBytes() {
        return 4L * hidden * active * Float.BYTES;
    }

    @Override
    public String toString() {
        return "X " + inputs + ", H " + hidden + ", active " + active + ", B " + group;
    }
}
