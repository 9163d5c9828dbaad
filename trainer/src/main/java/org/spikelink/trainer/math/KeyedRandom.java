package org.spikelink.trainer.math;

/**
 * Random values that depend on a key only, never on the order in which threads draw them.
 *
 * <p>Source: SplitMix64 (Steele, Lea, Flood 2014).
 */
public final class KeyedRandom {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final int LANES = 4;
    private static final int LANE_BITS = 16;
    private static final int LANE_MASK = (1 << LANE_BITS) - 1;

    private KeyedRandom() {}

    /** The key for one use of random values; the same arguments give the same key. */
    public static long key(long seed, long update, int shard, int layer) {
        return mix(mix(mix(seed, update), shard), layer);
    }

    private static long mix(long a, long b) {
        return mix(a + (b + 1) * GOLDEN);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A dropout mask: 0 for about {@code share} of the elements {@code from..end}, else 1 / (1 - share). */
    public static void dropoutMask(float[] to, int from, int end, double share, long draw) {
        int limit = (int) Math.round(share * (LANE_MASK + 1));
        float kept = (float) (1 / (1 - share));
        long state = draw;
        for (int j = from; j < end; j += LANES) {
            state += GOLDEN;
            long bits = mix(state);
            for (int k = j; k < Math.min(j + LANES, end); k++) {
                to[k] = (bits & LANE_MASK) < limit ? 0f : kept;
                bits >>>= LANE_BITS;
            }
        }
    }
}
