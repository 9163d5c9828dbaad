package org.spikelink.trainer.learn;

import java.util.Arrays;
import java.util.List;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.network.TrainableNetwork;

/** Firing rates in a batch, and the gradient of the regularizers for each spike. */
final class SpikeCosts {
    private final Regularization regularization;
    private final List<Integer> layers;
    private final double[][]
            all; // [layers][outputs] spikes of the whole batch; null if a layer does not spike
    private final double[][] chunk; // of the chunk
    private final float[][] perSpike; // gradient per spike; null for none
    private long steps;
    private double loss;

    SpikeCosts(TrainableNetwork network, Regularization regularization) {
        this.regularization = regularization;
        layers = network.spikingLayers();
        int count = network.document().layers().size();
        all = new double[count][];
        chunk = new double[count][];
        perSpike = new float[count][];
        for (int n : layers) {
            int width = network.document().layers().get(n).outputs();
            all[n] = new double[width];
            chunk[n] = new double[width];
            if (regularization.covers(n)) {
                perSpike[n] = new float[width];
                Arrays.fill(perSpike[n], (float) regularization.l1Rate());
            }
        }
    }

    void start() {
        steps = 0;
        for (int n : layers) {
            Arrays.fill(all[n], 0);
        }
    }

    /** Counts a chunk's spikes, after the forward pass of all shards. */
    void measure(List<Shard> shards) {
        long chunkSteps = shards.stream().mapToLong(Shard::steps).sum();
        steps += chunkSteps;
        loss = 0;
        for (int n : layers) {
            Arrays.fill(chunk[n], 0);
            for (Shard shard : shards) {
                shard.countSpikes(n, chunk[n]);
            }
            for (int j = 0; j < chunk[n].length; j++) {
                all[n][j] += chunk[n][j];
            }
            if (regularization.covers(n)) {
                l1(n);
                band(n, chunkSteps);
            }
        }
    }

    private void l1(int layer) {
        for (double spikes : chunk[layer]) {
            loss += regularization.l1Rate() * spikes;
        }
    }

    private void band(int layer, long chunkSteps) {
        int width = chunk[layer].length;
        for (int j = 0; j < width; j++) {
            double rate = chunk[layer][j] / chunkSteps;
            double outside =
                    Math.max(0, rate - regularization.high())
                            - Math.max(0, regularization.low() - rate);
            loss += regularization.band() * outside * outside / width;
            double slope = regularization.band() * 2 * outside / width / chunkSteps;
            perSpike[layer][j] = (float) (regularization.l1Rate() + slope);
        }
    }

    /** Of the chunk. */
    double loss() {
        return loss;
    }

    float[][] perSpike() {
        return perSpike;
    }

    /** Of each spiking layer, since {@link #start}. */
    List<LayerActivity> activity() {
        return layers.stream()
                .map(
                        n ->
                                new LayerActivity(
                                        n,
                                        Arrays.stream(all[n])
                                                .map(spikes -> spikes / steps)
                                                .toArray()))
                .toList();
    }
}
