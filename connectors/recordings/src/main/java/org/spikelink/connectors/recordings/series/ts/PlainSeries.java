package org.spikelink.connectors.recordings.series.ts;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The channels of a series without times: values separated by commas, channels by colons. Works on the line as it is, since the
 * parts of a long line would take many times its memory.
 */
final class PlainSeries {
    private PlainSeries() {}

    /** The starts of a line's fields, which colons separate, and behind them the start of one that does not exist. */
    static int[] starts(String line) {
        int[] starts = new int[8];
        int fields = 1;
        for (int at = line.indexOf(':'); at >= 0; at = line.indexOf(':', at + 1)) {
            if (fields + 1 == starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[fields++] = at + 1;
        }
        starts[fields] = line.length() + 1;
        return Arrays.copyOf(starts, fields + 1);
    }

    /**
     * The values [T][C].
     *
     * @param starts of the channels, and of the field behind the last one
     * @param number reads a value
     * @param error creates the exception for a broken rule
     */
    static float[] read(
            String line,
            int[] starts,
            Function<String, Float> number,
            Function<String, RuntimeException> error) {
        int channels = starts.length - 1;
        int steps = length(line, starts, 0);
        for (int c = 1; c < channels; c++) {
            int length = length(line, starts, c);
            if (length != steps) {
                throw error.apply(
                        "the channels of a series must be of one length: %d (got %d in channel %d)"
                                .formatted(steps, length, c));
            }
        }
        float[] values = new float[channels * steps]; // all but the last are followed by a comma
        for (int c = 0; c < channels; c++) {
            int from = starts[c];
            for (int t = 0; t < steps; t++) {
                int end = t + 1 < steps ? line.indexOf(',', from) : starts[c + 1] - 1;
                values[t * channels + c] = number.apply(line.substring(from, end).strip());
                from = end + 1;
            }
        }
        return values;
    }

    /** Number of values of a channel. */
    private static int length(String line, int[] starts, int channel) {
        int length = 1;
        for (int at = starts[channel]; at < starts[channel + 1] - 1; at++) {
            length += line.charAt(at) == ',' ? 1 : 0;
        }
        return length;
    }
}
