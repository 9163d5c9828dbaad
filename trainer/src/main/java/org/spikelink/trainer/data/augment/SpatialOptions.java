package org.spikelink.trainer.data.augment;

import java.util.List;

/**
 * Changes of the events' pixels, the same for all events of a recording.
 *
 * @param shift maximum shift in x and in y, pixels
 * @param flip whether half of the recordings are mirrored left to right
 * @param rotate maximum rotation around the centre of the sensor, degrees, 0..180
 * @param zoom maximum relative change of width and of height, drawn separately, 0..0.9
 * @param shear maximum shift of a row against the next, pixels, 0..1
 * @param elastic maximum shift of the points of a coarse grid in x and in y, pixels; shifts between them are
 *     interpolated
 */
public record SpatialOptions(
        int shift, boolean flip, double rotate, double zoom, double shear, double elastic) {
    /** No changes. */
    public static final SpatialOptions NONE = new SpatialOptions(0, false, 0, 0, 0, 0);

    public SpatialOptions {
        AugmentOptions.check("shift", shift, 0, 16_383);
        AugmentOptions.check("rotate", rotate, 0, 180);
        AugmentOptions.check("zoom", zoom, 0, 0.9);
        AugmentOptions.check("shear", shear, 0, 1);
        AugmentOptions.check("elastic", elastic, 0, 16_383);
    }

    /** Whether nothing is changed. */
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
