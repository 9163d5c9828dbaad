package org.spikelink.core.kernel.slstm;

import org.spikelink.core.model.StateQuant;

/**
 * Rounds syn and mem to the nearest of a fixed set of levels, the lower one on a tie (snnTorch: {@code state_quant}).
 * The levels are floats, ascending; the boundaries between them are their float midpoints.
 */
public final class Quantizer {
    private final float[] levels;
    private final float[] boundaries;

    private Quantizer(float[] levels) {
        this.levels = levels;
        this.boundaries = new float[levels.length - 1];
        for (int n = 0; n < boundaries.length; n++) {
            boundaries[n] = (float) (((double) levels[n] + levels[n + 1]) / 2);
        }
    }

    public static Quantizer of(StateQuant arguments) {
        return new Quantizer(QuantizerLevels.of(arguments));
    }

    /** The levels, ascending, distinct; a copy. */
    public float[] levels() {
        return levels.clone();
    }

    /** The level of one value: level[number of boundaries below x]. */
    public float apply(float x) {
        int low = 0;
        int high = boundaries.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (boundaries[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return levels[low];
    }

    /** Quantizes {@code n} values starting at {@code from}, in place. */
    public void apply(float[] values, int from, int n) {
        for (int j = from; j < from + n; j++) {
            values[j] = apply(values[j]);
        }
    }
}
