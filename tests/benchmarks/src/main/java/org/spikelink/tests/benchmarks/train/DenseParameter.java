package org.spikelink.tests.benchmarks.train;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** A matrix that ND4J's Adam learns. */
final class DenseParameter implements AutoCloseable {
    final INDArray values; // [rows][columns], column-major
    final INDArray gradients;
    private final INDArray flat; // the gradients as one row
    private final INDArray state;
    private final Adam adam;
    private final GradientUpdater<?> updater;

    DenseParameter(int rows, int columns) {
        values = Nd4j.zeros(new int[] {rows, columns}, 'f');
        gradients = Nd4j.zeros(new int[] {rows, columns}, 'f');
        flat = gradients.reshape('f', 1, (long) rows * columns);
        adam = new Adam(0);
        state = Nd4j.zeros(1, adam.stateSize((long) rows * columns));
        updater = adam.instantiate(state, true);
    }

    /** Row-major values of the transposed matrix, which are column-major ones of this. */
    void set(float[] transposed) {
        values.assign(Nd4j.create(transposed, values.shape(), 'f'));
    }

    void update(double rate, int iteration) {
        adam.setLearningRate(rate);
        updater.applyUpdater(flat, iteration, 0);
        values.subi(gradients);
    }

    @Override
    public void close() {
        values.close();
        gradients.close();
        state.close();
    }
}
