package org.spikelink.core.bits;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.spikelink.core.frame.FrameGroup;

/** The inputs of step after step: each time some streams or all of them, in another order. */
final class RandomFrames {
    private static final int MOST_ACTIVE = 60;
    private static final int NONE_IN = 12;
    private static final int ALL_IN = 16;

    private final SplittableRandom random;
    private final int inputs;
    private final int[] rows;
    private final FrameGroup frames = new FrameGroup();

    RandomFrames(Shape shape, SplittableRandom random) {
        this.random = random;
        inputs = shape.inputs();
        rows = new int[shape.streams()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row;
        }
    }

    /** What an active input carries. */
    private enum Values {
        ONES,
        COUNTS,
        REALS,
        NEGATIVE,
        DENORMAL,
        HUGE;

        float draw(SplittableRandom random) {
            float real = (float) random.nextDouble();
            return switch (this) {
                case ONES -> 1;
                case COUNTS -> 1 + random.nextInt(5);
                case REALS -> 4 * real - 2;
                case NEGATIVE -> -1 - real;
                case DENORMAL -> (real - 0.5f) * 1e-40f;
                case HUGE -> (real - 0.5f) * 2e9f;
            };
        }
    }

    /** The next step's group, live until the next call. */
    FrameGroup next() {
        shuffle();
        int stepping = random.nextInt(3) == 0 ? 1 + random.nextInt(rows.length) : rows.length;
        frames.clear();
        for (int b = 0; b < stepping; b++) {
            Values values = Values.values()[random.nextInt(Values.values().length)];
            BitSet active = active();
            for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
                frames.add(i, values.draw(random));
            }
            frames.endStream(rows[b]);
        }
        return frames;
    }

    private void shuffle() {
        for (int n = rows.length - 1; n > 0; n--) {
            int other = random.nextInt(n + 1);
            int row = rows[n];
            rows[n] = rows[other];
            rows[other] = row;
        }
    }

    private BitSet active() {
        BitSet active = new BitSet();
        if (random.nextInt(ALL_IN) == 0) {
            active.set(0, inputs);
        } else if (random.nextInt(NONE_IN) != 0) {
            for (int n = random.nextInt(1 + Math.min(inputs, MOST_ACTIVE)); n > 0; n--) {
                active.set(random.nextInt(inputs));
            }
        }
        return active;
    }
}
