package org.spikelink.core.kernel.slstm;

import java.util.Arrays;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.StateQuant;

/**
 * The levels of a quantizer as snnTorch's documentation defines them: computed in double, rounded to float once,
 * ascending, without duplicates.
 *
 * <p>Source: snnTorch {@code functional.quant.state_quant}.
 */
final class QuantizerLevels {
    private QuantizerLevels() {}

    static float[] of(StateQuant q) {
        int count = 1 << q.numBits();
        double lowest = -(q.threshold() + q.threshold() * q.lowerLimit());
        double highest = q.threshold() + q.threshold() * q.upperLimit();
        double[] levels =
                q.uniform()
                        ? uniform(lowest, highest, count)
                        : exponential(
                                lowest,
                                q.thrCentered() ? q.threshold() : 0,
                                highest,
                                count,
                                q.base());
        return distinctFloats(levels, q);
    }

    private static double[] uniform(double lowest, double highest, int count) {
        double[] levels = new double[count];
        double step = (highest - lowest) / (count - 1);
        for (int n = 0; n < count; n++) {
            levels[n] = n < count / 2 ? lowest + step * n : highest - step * (count - 1 - n);
        }
        return levels;
    }

    /**
     * Steps shrink by {@code base} towards {@code centre} from below and grow again above it; {@code centre} itself
     * is not a level.
     */
    private static double[] exponential(
            double lowest, double centre, double highest, int count, double base) {
        double below = centre - lowest;
        double above = highest - centre;
        int lower = (int) Math.floor(count * (below / (highest - lowest)));
        int upper = count - lower;
        double lowerRoom = geometricSum(base, lower) / below;
        double upperRoom = geometricSum(base, upper) / above;
        double[] levels = new double[count];
        int n = 0;
        double level = lowest;
        for (int j = 0; j < lower; j++) {
            levels[n++] = level;
            level += StrictMath.pow(base, j) / lowerRoom;
        }
        level = centre;
        for (int j = upper - 1; j >= 0; j--) {
            level += StrictMath.pow(base, j) / upperRoom;
            levels[n++] = level;
        }
        return levels;
    }

    private static double geometricSum(double base, int terms) {
        double sum = 0;
        for (int j = terms - 1; j >= 0; j--) {
            sum += StrictMath.pow(base, j);
        }
        return sum;
    }

    private static float[] distinctFloats(double[] levels, StateQuant q) {
        float[] floats = new float[levels.length];
        for (int n = 0; n < levels.length; n++) {
            floats[n] = (float) levels[n] + 0f; // no -0
            if (!Float.isFinite(floats[n])) {
                throw new ModelException(
                        "state_quant must give finite levels (got "
                                + levels[n]
                                + " from "
                                + q
                                + ")");
            }
        }
        Arrays.sort(floats);
        int distinct = 1;
        for (int n = 1; n < floats.length; n++) {
            if (floats[n] != floats[distinct - 1]) {
                floats[distinct++] = floats[n];
            }
        }
        return Arrays.copyOf(floats, distinct);
    }
}
