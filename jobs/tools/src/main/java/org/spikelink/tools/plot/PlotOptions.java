package org.spikelink.tools.plot;

import java.util.OptionalInt;

/**
 * How a picture is drawn.
 *
 * @param moving whether it will be a file of moving pictures
 * @param slices number of slices of time side by side, 1..{@value #MOST_SLICES}
 * @param tauUs time constant of a time surface, at least 1 µs
 * @param layer whose membranes are drawn; empty for the last one
 * @param periodUs time between samples if no model says it, µs
 */
public record PlotOptions(
        boolean moving, int slices, long tauUs, OptionalInt layer, long periodUs) {
    public static final int DEFAULT_SLICES = 4;
    public static final long DEFAULT_TAU_US = 50_000;
    public static final int MOST_SLICES = 24;

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public PlotOptions {
        if (slices < 1 || slices > MOST_SLICES) {
            throw new IllegalArgumentException(
                    "slices must be 1..%d (got %d)".formatted(MOST_SLICES, slices));
        }
        if (tauUs < 1) {
            throw new IllegalArgumentException(
                    "tau-us must be at least 1 (got %d)".formatted(tauUs));
        }
        if (layer.isPresent() && layer.getAsInt() < 0) {
            throw new IllegalArgumentException(
                    "layer must not be negative (got %d)".formatted(layer.getAsInt()));
        }
    }
}
