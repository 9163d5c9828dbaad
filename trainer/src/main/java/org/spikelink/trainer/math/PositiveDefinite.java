package org.spikelink.trainer.math;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionBlock_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * Systems of linear equations with a symmetric, positive definite matrix, in double precision and on one thread. Not by
 * LAPACK, though ND4J brings it: with the core type SkylakeX, which makes training fast, the double precision Cholesky
 * decomposition of OpenBLAS 0.3.19 returns wrong results.
 */
public final class PositiveDefinite {
    private static final int BLOCK =
            60; // rows of a block of the decomposition, which fits into the L1 cache

    private PositiveDefinite() {}

    /**
     * Solves a x = b.
     *
     * @param a [n][n]
     * @param b [n][k]
     * @return x [n][k]
     * @throws ArithmeticException if {@code a} is not positive definite
     */
    public static double[][] solve(double[][] a, double[][] b) {
        LinearSolverChol_DDRM solver =
                new LinearSolverChol_DDRM(new CholeskyDecompositionBlock_DDRM(BLOCK));
        if (!solver.setA(new DMatrixRMaj(a))) {
            throw new ArithmeticException(
                    "a matrix must be positive definite (got one of %d rows that is not)"
                            .formatted(a.length));
        }
        DMatrixRMaj right = new DMatrixRMaj(b);
        solver.solve(right, right);
        double[][] x = new double[b.length][];
        for (int row = 0; row < x.length; row++) {
            x[row] = Arrays.copyOfRange(right.data, row * right.numCols, (row + 1) * right.numCols);
        }
        return x;
    }
}
