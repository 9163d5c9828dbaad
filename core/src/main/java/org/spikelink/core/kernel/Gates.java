package org.spikelink.core.kernel;

/**
 * The exact definition of the activations: only fma, multiplication, addition, subtraction, division, compare and
 * select in float, so that every CPU and every kernel gives the same bits.
 *
 * <p>E(x) = e^x for x clamped to [-30, 30]: x = n ln 2 + r, a polynomial of degree 6 in r, times 2^n by adding to the
 * exponent's bits. sigmoid(x) = 1 / (1 + E(-x)), error 9e-8; tanh(x) = 2 sigmoid(2x) - 1 with the factor 2 included
 * in the weights of g, and (1 - e) / (1 + e) with e = E(-2x) for the membrane, error 1.8e-7.
 */
// The literals are those of the design; javac rounds them to the nearest float, which is the value
// used.
@SuppressWarnings("FloatingPointLiteralPrecision")
public final class Gates {
    public static final float LIMIT = 30f;
    public static final float LOG2_E = 1.44269504f;

    /** 1.5 * 2^23: adding it rounds to an integer in the low bits. */
    public static final float ROUND = 12582912f;

    public static final float MINUS_LN2_HIGH = -0.693359375f;
    public static final float MINUS_LN2_LOW = 2.12194440e-4f;
    public static final float C6 = 1.3888889e-3f;
    public static final float C5 = 8.3333333e-3f;
    public static final float C4 = 4.16666667e-2f;
    public static final float C3 = 1.66666667e-1f;

    private Gates() {}

    static float exp(float x) {
        x = x > LIMIT ? LIMIT : x;
        x = x < -LIMIT ? -LIMIT : x;
        float t = Math.fma(x, LOG2_E, ROUND);
        float n = t - ROUND;
        float r = Math.fma(n, MINUS_LN2_HIGH, x);
        r = Math.fma(n, MINUS_LN2_LOW, r);
        float p = Math.fma(r, C6, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, 0.5f);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        return Float.intBitsToFloat(
                Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(t) << 23));
    }

    /** a = sigmoid(a), in place. */
    public static void sigmoid(float[] a, int n) {
        for (int j = 0; j < n; j++) {
            a[j] = 1f / (1f + exp(-a[j]));
        }
    }

    /** syn = f * syn + i * g, where {@code g} still holds sigmoid(2 x) of tanh(x). */
    public static void current(float[] i, float[] f, float[] g, float[] syn, int n) {
        for (int j = 0; j < n; j++) {
            float tanh = g[j] + g[j] - 1f;
            syn[j] = Math.fma(f[j], syn[j], i[j] * tanh);
        }
    }

    /** mem = o * tanh(syn). */
    public static void membrane(float[] o, float[] syn, float[] mem, int n) {
        for (int j = 0; j < n; j++) {
            float e = exp(-2f * syn[j]);
            mem[j] = (o[j] * (1f - e)) / (1f + e);
        }
    }

    /** spk = mem &gt; threshold, as 1 and 0: the sign of threshold - mem. */
    public static void spikes(float[] mem, int at, float[] threshold, int[] spk) {
        for (int j = 0; j < threshold.length; j++) {
            spk[j] = Float.floatToRawIntBits(threshold[j] - mem[at + j]) >>> (Integer.SIZE - 1);
        }
    }
}
