package org.spikelink.trainer.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositiveDefiniteTest {
    private static final int RIGHT_SIDES = 3;

    /** One block, whole blocks, and a rest. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 59, 60, 61, 120, 200})
    void solvesSystems(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[][] a = positiveDefinite(n, random);
        double[][] b = uniform(n, RIGHT_SIDES, random);

        double[][] x = PositiveDefinite.solve(a, b);

        for (int row = 0; row < n; row++) {
            for (int side = 0; side < RIGHT_SIDES; side++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += a[row][k] * x[k][side];
                }
                assertThat(sum).isEqualTo(b[row][side], within(1e-9));
            }
        }
    }

    @Test
    void rejectsAMatrixThatIsNotPositiveDefinite() {
        double[][] a = {{1, 2}, {2, 1}};

        assertThatThrownBy(() -> PositiveDefinite.solve(a, new double[][] {{1}, {1}}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("a matrix must be positive definite (got one of 2 rows that is not)");
    }

    /** r r' + 1. */
    private static double[][] positiveDefinite(int n, SplittableRandom random) {
        double[][] r = uniform(n, n, random);
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = i == j ? 1 : 0;
                for (int k = 0; k < n; k++) {
                    a[i][j] += r[i][k] * r[j][k];
                }
            }
        }
        return a;
    }

    private static double[][] uniform(int rows, int columns, SplittableRandom random) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextDouble() - 0.5;
            }
        }
        return values;
    }
}
