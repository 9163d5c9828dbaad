package org.spikelink.core.layer;

import java.util.List;

/**
 * The shape of an image, whose value (c, y, x) has the index (c * height + y) * width + x, as torch flattens (C, H, W).
 *
 * @param channels C, at least 1
 * @param height H, at least 1
 * @param width W, at least 1
 */
public record Image(int channels, int height, int width) {

    /** A vector of {@code n} values: that many channels of one pixel. */
    public static Image vector(int n) {
        return new Image(n, 1, 1);
    }

    /** Values. */
    public long size() {
        return (long) channels * pixels();
    }

    /** Values of one channel. */
    public long pixels() {
        return (long) height * width;
    }

    /** Whether each channel is a single pixel. */
    public boolean isVector() {
        return height == 1 && width == 1;
    }

    /** As a model file holds it: [C, H, W]. */
    public List<Integer> json() {
        return List.of(channels, height, width);
    }

    /** As messages show it: {@code [2, 128, 128]}. */
    @Override
    public String toString() {
        return json().toString();
    }
}
