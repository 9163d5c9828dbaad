package org.spikelink.core.bits;

import java.util.stream.IntStream;

/**
 * Which neurons spike, as DESIGN.md says it: mem &gt; threshold, strict; with inhibition only the one with the
 * largest mem - threshold, the first on a tie.
 *
 * @param threshold [1] or [H]
 */
record SpikeRule(float[] threshold, boolean inhibition) {

    /** The spikes, ascending, of {@code hidden} neurons from {@code at} on. */
    int[] spikes(float[] mem, int at, int hidden) {
        int strongest = 0;
        for (int j = 1; j < hidden; j++) {
            strongest = margin(mem, at, j) > margin(mem, at, strongest) ? j : strongest;
        }
        int only = strongest;
        return IntStream.range(0, hidden)
                .filter(j -> mem[at + j] > threshold[j % threshold.length])
                .filter(j -> !inhibition || j == only)
                .toArray();
    }

    private float margin(float[] mem, int at, int j) {
        return mem[at + j] - threshold[j % threshold.length];
    }
}
