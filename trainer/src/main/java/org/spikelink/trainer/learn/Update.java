package org.spikelink.trainer.learn;

import java.util.List;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.network.TrainableNetwork;
import org.spikelink.trainer.optimizer.GradientNorm;
import org.spikelink.trainer.optimizer.Optimizer;

/**
 * Adds up the gradients of the shards, clips them and runs the optimizer, in fixed slices that are distributed to
 * threads.
 */
final class Update {
    private static final int SLICES = 16;

    private final TrainableNetwork network;
    private final Parameters parameters;
    private final Workers workers;
    private final double clipNorm;
    private final boolean decayAll;
    private final double[] squares = new double[2 * SLICES];

    Update(TrainableNetwork network, Workers workers, double clipNorm, boolean decayAll) {
        this.network = network;
        this.parameters = network.parameters();
        this.workers = workers;
        this.clipNorm = clipNorm;
        this.decayAll = decayAll;
    }

    /**
     * Adds up the gradients of the batch.
     *
     * @param adds whether to add to the gradients already there instead of replacing them
     */
    void reduce(List<Shard> shards, boolean adds) {
        workers.run(SLICES, slice -> reduceInputs(shards, adds, slice));
        workers.run(SLICES, slice -> reduceOthers(shards, adds, slice));
    }

    private void reduceInputs(List<Shard> shards, boolean adds, int slice) {
        int from = slice(network.inputs(), slice);
        int end = slice(network.inputs(), slice + 1);
        int width = network.inputWeights() / network.inputs(); // 0 without such weights
        float[] gradients = parameters.gradients();
        clear(gradients, from * width, end * width, adds);
        for (Shard shard : shards) {
            shard.run().addInputGradients(gradients, from, end);
        }
        squares[slice] = GradientNorm.squares(gradients, from * width, end * width);
    }

    private void reduceOthers(List<Shard> shards, boolean adds, int slice) {
        int first = network.inputWeights();
        int from = slice(parameters.size() - first, slice);
        int end = slice(parameters.size() - first, slice + 1);
        float[] gradients = parameters.gradients();
        clear(gradients, first + from, first + end, adds);
        for (Shard shard : shards) {
            shard.run().addGradients(gradients, first, from, end);
        }
        squares[SLICES + slice] = GradientNorm.squares(gradients, first + from, first + end);
    }

    private static void clear(float[] gradients, int from, int end, boolean adds) {
        if (!adds) {
            java.util.Arrays.fill(gradients, from, end, 0f);
        }
    }

    private static int slice(int size, int slice) {
        return (int) ((long) size * slice / SLICES);
    }

    /** The norm of the gradients that {@link #reduce} computed. */
    double norm() {
        double sum = 0;
        for (double s : squares) {
            sum += s;
        }
        return Math.sqrt(sum);
    }

    /** Updates the parameters. */
    void apply(Optimizer optimizer, double norm) {
        float scale = GradientNorm.scale(norm, clipNorm);
        workers.run(
                SLICES,
                slice ->
                        apply(
                                optimizer,
                                scale,
                                slice(parameters.size(), slice),
                                slice(parameters.size(), slice + 1)));
        parameters.applyFloors();
        network.refresh();
    }

    /** Updates a range, tensor by tensor where their weight decay differs. */
    private void apply(Optimizer optimizer, float scale, int from, int end) {
        for (Parameters.Slot slot : parameters.slots()) {
            int first = Math.max(from, slot.at());
            int last = Math.min(end, slot.end());
            if (first < last) {
                optimizer.update(
                        parameters.values(),
                        parameters.gradients(),
                        scale,
                        decayAll || slot.decays(),
                        first,
                        last);
            }
        }
    }
}
