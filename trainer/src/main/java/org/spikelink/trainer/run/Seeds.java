package org.spikelink.trainer.run;

import java.util.SplittableRandom;
import org.spikelink.trainer.math.RandomOrder;

/**
 * Random numbers that depend only on their purpose, not on earlier draws: a resumed training draws the same numbers
 * as an uninterrupted one.
 */
final class Seeds {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** The order of the sequences in an epoch. */
    static int[] order(long seed, int epoch, int sequences) {
        return RandomOrder.of(sequences, random(seed, 1, epoch, 0));
    }

    /** For the augmentation of one sequence in an epoch. */
    static SplittableRandom augmentation(long seed, int epoch, int sequence) {
        return random(seed, 2, epoch, sequence);
    }

    private static SplittableRandom random(long seed, long purpose, long epoch, long sequence) {
        long mixed = mix(mix(mix(seed * GOLDEN + purpose) + epoch) + sequence);
        return new SplittableRandom(mixed);
    }

    /** The mixing function of SplittableRandom: neighbouring seeds give unrelated streams. */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return (b ^ (b >>> 31)) + GOLDEN;
    }
}
