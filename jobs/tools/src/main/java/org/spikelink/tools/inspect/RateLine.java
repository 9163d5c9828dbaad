package org.spikelink.tools.inspect;

import java.util.Arrays;
import java.util.Locale;
import org.spikelink.connectors.recordings.events.EventChunk;

/** Event rates over a recording as one line of blocks, as high as the rate. */
final class RateLine {
    private static final String BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;

    private final long[] counts;
    private final long firstUs;
    private final double binUs;

    /**
     * An empty line.
     *
     * @param columns of the line; fewer for a recording of fewer microseconds
     * @param firstUs first time, µs
     * @param lastUs last time, µs
     */
    RateLine(int columns, long firstUs, long lastUs) {
        counts = new long[(int) Math.max(1, Math.min(columns, lastUs - firstUs + 1))];
        this.firstUs = firstUs;
        binUs = (lastUs - firstUs + 1.0) / counts.length;
    }

    void add(EventChunk chunk) {
        for (int n = 0; n < chunk.count(); n++) {
            int bin = (int) ((chunk.tUs(n) - firstUs) / binUs);
            counts[Math.max(0, Math.min(bin, counts.length - 1))]++;
        }
    }

    /** The line and what its highest block stands for. */
    @Override
    public String toString() {
        long most = Math.max(1, Arrays.stream(counts).max().orElse(1));
        StringBuilder line = new StringBuilder();
        for (long count : counts) {
            // Any event is seen.
            int height = (int) Math.ceil((double) count * (BLOCKS.length() - 1) / most);
            line.append(BLOCKS.charAt(height));
        }
        return line + " up to " + rate(most * MILLION / binUs) + " events/s";
    }

    private static String rate(double perSecond) {
        return perSecond >= MILLION
                ? String.format(Locale.ROOT, "%.1f M", perSecond / MILLION)
                : perSecond >= THOUSAND
                        ? String.format(Locale.ROOT, "%.1f k", perSecond / THOUSAND)
                        : String.format(Locale.ROOT, "%.0f", perSecond);
    }
}
