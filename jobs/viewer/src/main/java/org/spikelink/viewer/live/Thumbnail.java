package org.spikelink.viewer.live;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A small picture of a stream's latest events, {@value #SIDE} by {@value #SIDE}: ON events add to a cell and OFF events
 * take from it, and a cell fades with wall-clock time.
 */
final class Thumbnail {
    static final int SIDE = 32;
    static final int CELLS = SIDE * SIDE;

    private static final float FADE_MS = 250;
    private static final float STRONGEST = 127;

    private final float[] cells = new float[CELLS];
    private int width = 1;
    private int height = 1;
    private long fadedMs;

    /** Starts again with another sensor size. */
    void resize(int width, int height) {
        this.width = width;
        this.height = height;
        Arrays.fill(cells, 0);
    }

    void add(int x, int y, boolean on) {
        int cell = y * SIDE / height * SIDE + x * SIDE / width;
        float value = cells[cell] + (on ? STRONGEST / 4 : -STRONGEST / 4);
        cells[cell] = Math.max(-STRONGEST, Math.min(STRONGEST, value));
    }

    /** Fades to {@code nowMs} and writes the cells, row by row, -127 to 127. */
    void write(long nowMs, ByteBuffer to) {
        float factor = (float) StrictMath.exp(-Math.max(0, nowMs - fadedMs) / FADE_MS);
        fadedMs = nowMs;
        for (int i = 0; i < CELLS; i++) {
            cells[i] *= factor;
            to.put((byte) cells[i]);
        }
    }
}
