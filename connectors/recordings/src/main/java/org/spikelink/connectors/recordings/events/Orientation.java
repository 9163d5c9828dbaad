package org.spikelink.connectors.recordings.events;

/**
 * How a format counts columns and rows and marks polarity, compared with ours: x to the right, y down from the top, ON = 1.
 *
 * @param flipsX whether columns count from the right
 * @param flipsY whether rows count from the bottom
 * @param invertsPolarity whether the polarity bit marks OFF
 */
public record Orientation(boolean flipsX, boolean flipsY, boolean invertsPolarity) {
    /** Our own. */
    public static final Orientation OURS = new Orientation(false, false, false);

    /** Rows count from the bottom. */
    public static final Orientation FROM_BOTTOM = new Orientation(false, true, false);

    /**
     * Changes the events {@code from} to {@code to} of a chunk to our convention.
     *
     * @param size of the sensor; any if nothing is flipped
     */
    public void apply(EventChunk chunk, int from, int to, SensorSize size) {
        if (flipsX) {
            flip(chunk.x(), from, to, size.width() - 1);
        }
        if (flipsY) {
            flip(chunk.y(), from, to, size.height() - 1);
        }
        if (invertsPolarity) {
            boolean[] on = chunk.on();
            for (int n = from; n < to; n++) {
                on[n] = !on[n];
            }
        }
    }

    private static void flip(int[] coordinates, int from, int to, int last) {
        for (int n = from; n < to; n++) {
            coordinates[n] = last - coordinates[n];
        }
    }
}
