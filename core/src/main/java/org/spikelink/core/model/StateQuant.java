package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arguments of snnTorch's {@code state_quant}.
 *
 * @param numBits 1..16: 2^numBits levels
 * @param uniform evenly spaced; else exponential
 * @param thrCentered exponential levels are dense around the threshold; else around 0
 * @param threshold positive
 * @param lowerLimit share of the threshold that levels go below -threshold
 * @param upperLimit share of the threshold that levels go above threshold
 * @param multiplier base of the exponential, positive; null for the documented one of {@code numBits}
 */
public record StateQuant(
        int numBits,
        boolean uniform,
        boolean thrCentered,
        double threshold,
        double lowerLimit,
        double upperLimit,
        Double multiplier) {
    public static final StateQuant DEFAULTS = new StateQuant(8, true, true, 1, 0, 0.2, null);

    private static final double MAX_POWER = 1e300;
    private static final double[] DOCUMENTED_BASES = {0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.925, 0.95};

    public StateQuant {
        require(
                numBits >= 1 && numBits <= 16,
                "state_quant.num_bits must be 1..16 (got %d)",
                numBits);
        require(
                threshold > 0 && threshold <= 1e9,
                "state_quant.threshold must be above 0, at most 1e9 (got %s)",
                threshold);
        require(
                lowerLimit > -1 && lowerLimit <= 1e9,
                "state_quant.lower_limit must be above -1, at most 1e9 (got %s)",
                lowerLimit);
        require(
                upperLimit > -1 && upperLimit <= 1e9,
                "state_quant.upper_limit must be above -1, at most 1e9 (got %s)",
                upperLimit);
        require(
                uniform || !thrCentered || upperLimit > 0,
                "state_quant.upper_limit must be above 0 where levels are centred on the threshold (got %s)",
                upperLimit);
        require(
                multiplier == null || (multiplier > 0 && multiplier <= 1e3),
                "state_quant.multiplier must be above 0, at most 1000 (got %s)",
                multiplier);
        require(
                multiplier == null || StrictMath.pow(multiplier, 1 << numBits) < MAX_POWER,
                "state_quant.multiplier to the power of its %d levels must stay below 1e300 (got %s)",
                1 << numBits,
                multiplier);
    }

    /** The entry in a model file, keys in the order written. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("num_bits", numBits);
        json.put("uniform", uniform);
        json.put("thr_centered", thrCentered);
        json.put("threshold", threshold);
        json.put("lower_limit", lowerLimit);
        json.put("upper_limit", upperLimit);
        json.put("multiplier", multiplier);
        return json;
    }

    /** The base of the exponential. */
    public double base() {
        return multiplier != null
                ? multiplier
                : DOCUMENTED_BASES[Math.min(numBits, DOCUMENTED_BASES.length) - 1];
    }
}
