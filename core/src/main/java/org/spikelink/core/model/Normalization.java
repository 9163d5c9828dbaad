package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.Collections;
import java.util.List;

/**
 * (x - offset) * scale for each channel, in double, of a sample or of several pooled samples.
 *
 * @param offset [C]; empty for none
 * @param scale [C]; empty for none
 */
public record Normalization(List<Double> offset, List<Double> scale) {
    /** Values are not changed. */
    public static final Normalization NONE = new Normalization(List.of(), List.of());

    private static final double MAX = 1e9;

    public Normalization {
        offset = List.copyOf(offset);
        scale = List.copyOf(scale);
        require(
                offset.size() == scale.size(),
                "input.normalization must have as many offsets as scales (got %d and %d)",
                offset.size(),
                scale.size());
        check("offset", offset);
        check("scale", scale);
    }

    private static void check(String what, List<Double> values) {
        for (double value : values) {
            require(
                    Math.abs(value) <= MAX,
                    "input.normalization.%s must hold finite numbers of at most 1e9 (got %s)",
                    what,
                    value);
        }
    }

    /** The same offset and scale for each channel. */
    public static Normalization same(int channels, double offset, double scale) {
        return new Normalization(
                Collections.nCopies(channels, offset), Collections.nCopies(channels, scale));
    }

    /** Whether values are not changed. */
    public boolean isNone() {
        return offset.isEmpty();
    }
}
