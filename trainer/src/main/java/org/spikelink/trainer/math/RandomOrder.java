package org.spikelink.trainer.math;

import java.util.SplittableRandom;

/** Permutations. */
public final class RandomOrder {
    private RandomOrder() {}

    /** 0 to {@code count} - 1 in random order, each order with the same probability. */
    public static int[] of(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int n = 0; n < count; n++) {
            int at = random.nextInt(n + 1);
            order[n] = order[at];
            order[at] = n;
        }
        return order;
    }
}
