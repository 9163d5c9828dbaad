package org.spikelink.core.kernel;

/**
 * What a kernel needs of one SLSTM layer, gate order i, f, g, o.
 *
 * @param inputs X, at least 1
 * @param hidden H, at least 1
 * @param weightIh W [4H][X], row-major
 * @param weightHh U [4H][H], row-major
 * @param bias b_ih + b_hh [4H], one float addition each; zeros without bias
 * @param threshold [H]; no -0 among them, for the sign of threshold - mem tells a spike
 * @param reset what a neuron above its threshold does one step later
 */
public record GateWeights(
        int inputs,
        int hidden,
        float[] weightIh,
        float[] weightHh,
        float[] bias,
        float[] threshold,
        Reset reset) {}
