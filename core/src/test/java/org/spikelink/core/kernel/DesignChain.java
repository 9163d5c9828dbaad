package org.spikelink.core.kernel;

import org.spikelink.core.kernel.slstm.GateWeights;
import org.spikelink.core.model.Reset;

/**
 * One step of one stream as DESIGN.md ("Same input, same bits") writes it, one operation after the other: the
 * reference that every kernel must match bit for bit. Slow on purpose.
 */
public final class DesignChain {
    private final GateWeights w;

    public DesignChain(GateWeights weights) {
        w = weights;
    }

    /** {@code indices} ascending; syn and mem [H] are advanced in place. */
    public void step(int[] indices, float[] values, float[] syn, float[] mem) {
        int hidden = w.hidden();
        float[] newSyn = new float[hidden];
        float[] newMem = new float[hidden];
        for (int j = 0; j < hidden; j++) {
            float i = sigmoid(preactivation(j, 1, indices, values, mem));
            float f = sigmoid(preactivation(hidden + j, 1, indices, values, mem));
            float g = sigmoid(preactivation(2 * hidden + j, 2, indices, values, mem));
            float o = sigmoid(preactivation(3 * hidden + j, 1, indices, values, mem));
            float tanh = 2 * g - 1;
            newSyn[j] = Math.fma(f, syn[j], i * tanh);
            float e = exp(-2 * newSyn[j]);
            float potential = o * (1 - e);
            potential /= 1 + e;
            newMem[j] = reset(potential, mem[j], w.threshold()[j]);
        }
        System.arraycopy(newSyn, 0, syn, 0, hidden);
        System.arraycopy(newMem, 0, mem, 0, hidden);
    }

    /** Row {@code row} of b + W x + U mem, its weights times {@code scale}. */
    private float preactivation(int row, float scale, int[] indices, float[] values, float[] mem) {
        float acc = w.bias()[row] * scale;
        for (int n = 0; n < indices.length; n++) {
            acc = Math.fma(values[n], w.weightIh()[row * w.inputs() + indices[n]] * scale, acc);
        }
        for (int k = 0; k < w.hidden(); k++) {
            acc = Math.fma(mem[k], w.weightHh()[row * w.hidden() + k] * scale, acc);
        }
        return acc;
    }

    private float reset(float mem, float before, float threshold) {
        if (w.reset() == Reset.NONE || !(before > threshold)) {
            return mem;
        }
        return w.reset() == Reset.SUBTRACT ? mem - threshold : 0f;
    }

    private static float sigmoid(float x) {
        return 1 / (1 + exp(-x));
    }

    @SuppressWarnings("FloatingPointLiteralPrecision") // as the prototype writes them
    private static float exp(float x) {
        float clamped = x > 30 ? 30 : x < -30 ? -30 : x;
        float t = Math.fma(clamped, 1.44269504f, 12582912f);
        float n = t - 12582912f;
        float r = Math.fma(n, 2.12194440e-4f, Math.fma(n, -0.693359375f, clamped));
        float[] coefficients = {
            1.3888889e-3f, 8.3333333e-3f, 4.16666667e-2f, 1.66666667e-1f, 0.5f, 1, 1
        };
        float p = coefficients[0];
        for (int c = 1; c < coefficients.length; c++) {
            p = Math.fma(p, r, coefficients[c]);
        }
        return Float.intBitsToFloat(
                Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(t) << 23));
    }
}
