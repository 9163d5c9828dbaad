package org.spikelink.tools.text;

import java.util.Collections;
import java.util.List;

/** A row of counts as a line of blocks, whose highest is the largest count. */
public final class Sparkline {
    /** From none to the largest count. */
    public static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private static final int STEPS = BLOCKS.length() - 1;

    private Sparkline() {}

    /**
     * One block for each count; the lowest block is none at all.
     *
     * @param counts at least 0 each
     */
    public static String of(List<Long> counts) {
        long largest = counts.isEmpty() ? 0 : Collections.max(counts);
        StringBuilder line = new StringBuilder(counts.size());
        for (long count : counts) {
            int height = count == 0 ? 0 : (int) Math.ceil((double) count / largest * STEPS);
            line.append(BLOCKS.charAt(height));
        }
        return line.toString();
    }
}
