package org.spikelink.trainer.math;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products of row-major Java arrays by ND4J's OpenBLAS. Operands are copied to memory outside the heap, which
 * is reused. ND4J multiplies column-major matrices without copying, and a row-major matrix is its transpose in
 * column-major order, so C = A B is computed as C' = B' A'. Not thread-safe.
 */
public final class Gemm implements AutoCloseable {
    private final Operand a = new Operand();
    private final Operand b = new Operand();
    private final Operand c = new Operand();

    /** c [m][n] = a [m][k] times b [n][k] transposed. */
    public void timesTransposed(
            int m, int n, int k, float[] as, int aAt, float[] bs, int bAt, float[] cs, int cAt) {
        multiply(b.matrix(k, n, bs, bAt), true, a.matrix(k, m, as, aAt), false, n, m, cs, cAt);
    }

    /** c [m][n] = a [k][m] transposed times b [k][n]. */
    public void transposedTimes(
            int m, int n, int k, float[] as, int aAt, float[] bs, int bAt, float[] cs, int cAt) {
        multiply(b.matrix(n, k, bs, bAt), false, a.matrix(m, k, as, aAt), true, n, m, cs, cAt);
    }

    private void multiply(
            INDArray left,
            boolean transposeLeft,
            INDArray right,
            boolean transposeRight,
            int rows,
            int columns,
            float[] cs,
            int cAt) {
        INDArray product = c.matrix(rows, columns);
        Nd4j.gemm(left, right, product, transposeLeft, transposeRight, 1, 0);
        c.read(cs, cAt, rows * columns);
    }

    @Override
    public void close() {
        a.close();
        b.close();
        c.close();
    }

    /** Memory outside the heap that grows as needed. */
    private static final class Operand {
        private DataBuffer buffer;
        private FloatPointer memory;

        INDArray matrix(int rows, int columns, float[] from, int at) {
            INDArray matrix = matrix(rows, columns);
            memory.position(0).put(from, at, rows * columns);
            return matrix;
        }

        INDArray matrix(int rows, int columns) {
            long size = (long) rows * columns;
            if (buffer == null || buffer.length() < size) {
                close();
                buffer = Nd4j.createBuffer(DataType.FLOAT, size, false);
                memory = new FloatPointer(buffer.addressPointer());
            }
            return Nd4j.create(buffer, new long[] {rows, columns}, new long[] {1, rows}, 0, 'f');
        }

        void read(float[] to, int at, int n) {
            memory.position(0).get(to, at, n);
        }

        void close() {
            if (buffer != null) {
                buffer.close();
                buffer = null;
                memory = null;
            }
        }
    }
}
