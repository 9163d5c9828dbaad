package org.spikelink.trainer.data;

import java.util.List;

/**
 * How events move over the sensor, all those of a recording alike.
 *
 * @param shift pixels that they move by at most, in x and in y
 * @param flip whether half of the recordings are turned left to right
 * @param rotate degrees that they turn by at most around the middle of the sensor, 0..180
 * @param zoom width and height grow or shrink by at most this share, each by its own, 0..0.9
 * @param shear a row moves by at most so many pixels against the next, 0..1
 * @param elastic each point of a coarse grid moves by at most so many pixels, in x and in y, and what lies between as its
 *     neighbours do
 */
public record SpatialOptions(
        int shift, boolean flip, double rotate, double zoom, double shear, double elastic) {
    /** Events stay where they are. */
    public static final SpatialOptions NONE = new SpatialOptions(0, false, 0, 0, 0, 0);

    public SpatialOptions {
        AugmentOptions.check("shift", shift, 0, 16_383);
        AugmentOptions.check("rotate", rotate, 0, 180);
        AugmentOptions.check("zoom", zoom, 0, 0.9);
        AugmentOptions.check("shear", shear, 0, 1);
        AugmentOptions.check("elastic", elastic, 0, 16_383);
    }

    /** Whether nothing moves. */
    public boolean isNone() {
        return equals(NONE);
    }

    void addTo(List<String> parts) {
        AugmentOptions.add(parts, "shift", shift);
        if (flip) {
            parts.add("flip");
        }
        AugmentOptions.add(parts, "rotate", rotate);
        AugmentOptions.add(parts, "zoom", zoom);
        AugmentOptions.add(parts, "shear", shear);
        AugmentOptions.add(parts, "elastic", elastic);
    }
}
