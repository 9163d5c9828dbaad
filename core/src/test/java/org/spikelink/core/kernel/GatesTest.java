package org.spikelink.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How far the activations are from the true ones. */
final class GatesTest {
    private static final int STEPS = 800_000;

    @Test
    void sigmoidErrsByLessThan9e8AndStaysBetween0And1() {
        double worst = 0;
        for (int n = -STEPS; n <= STEPS; n++) {
            float x = n * (40f / STEPS);
            float[] a = {x};
            Gates.sigmoid(a, 1);
            assertThat(a[0] >= 0 && a[0] <= 1).as("sigmoid(%s) = %s", x, a[0]).isTrue();
            double exact = 1 / (1 + StrictMath.exp(-(double) x));
            worst = Math.max(worst, Math.abs(a[0] - exact) - Math.ulp((float) exact));
        }
        assertThat(worst).isLessThan(9e-8);
    }

    @Test
    void tanhOfTheMembraneErrsByLessThan18e8AndStaysBetweenMinus1And1() {
        double worst = 0;
        for (int n = -STEPS; n <= STEPS; n++) {
            float x = n * (40f / STEPS);
            float[] mem = new float[1];
            Gates.membrane(new float[] {1}, new float[] {x}, mem, 1);
            assertThat(Math.abs(mem[0]) <= 1).as("tanh(%s) = %s", x, mem[0]).isTrue();
            worst = Math.max(worst, Math.abs(mem[0] - StrictMath.tanh(x)));
        }
        assertThat(worst).isLessThan(1.8e-7);
    }

    @Test
    void tanhOfTheCurrentErrsByLessThan18e8AndStaysBetweenMinus1And1() {
        double worst = 0;
        for (int n = -STEPS; n <= STEPS; n++) {
            float x = n * (40f / STEPS);
            float[] g = {2 * x};
            Gates.sigmoid(g, 1);
            float[] syn = new float[1];
            Gates.current(new float[] {1}, new float[] {0}, g, syn, 1);
            assertThat(Math.abs(syn[0]) <= 1).as("tanh(%s) = %s", x, syn[0]).isTrue();
            worst = Math.max(worst, Math.abs(syn[0] - StrictMath.tanh(x)));
        }
        assertThat(worst).isLessThan(1.8e-7);
    }

    @Test
    void farFromZeroNothingOverflows() {
        for (float x : new float[] {31, 1e9f, 1e37f, Float.MAX_VALUE}) {
            float[] a = {x, -x};
            Gates.sigmoid(a, 2);
            assertThat(a[0]).isEqualTo(1);
            assertThat(a[1]).isBetween(0f, 1e-13f);
            float[] mem = new float[2];
            Gates.membrane(new float[] {1, 1}, new float[] {x, -x}, mem, 2);
            assertThat(mem).containsExactly(1, -1);
        }
    }

    @Test
    void zeroGivesExactlyOneHalfAndZero() {
        float[] a = {0f, -0f};
        Gates.sigmoid(a, 2);
        assertThat(a).containsExactly(0.5f, 0.5f);
        float[] mem = new float[1];
        Gates.membrane(new float[] {1}, new float[] {0}, mem, 1);
        assertThat(mem[0]).isZero();
    }
}
