package org.spikelink.trainer.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.network.TrainableNetwork;

/**
 * Initial thresholds at a quantile of the membranes of the untrained network on training data: with quantile q, the
 * neurons of a layer spike in about 1 - q of the steps. Layer by layer, because the membranes of a layer depend on the
 * spikes of the one below. One threshold for a layer, or one for each neuron where each has its own. Normalized layers
 * take the statistics of the same data first: an untrained network has no running ones.
 */
final class ThresholdFit {
    private final TrainableNetwork network;
    private final Batch batch;
    private final ThresholdQuantile quantile;

    ThresholdFit(TrainableNetwork network, Batch batch, ThresholdQuantile quantile) {
        this.network = network;
        this.batch = batch;
        this.quantile = quantile;
    }

    /** Sets the thresholds of all spiking layers, with the sequences that the batch holds. */
    void run() {
        for (int layer : network.spikingLayers()) {
            if (network.isNormalized()) {
                batch.run(0, batch.longest(), true, 0, 0, 0, true);
                network.adoptStatistics();
            }
            batch.run(0, batch.longest(), true, 0, 0, 0, false);
            int thresholds = network.thresholds(layer);
            float[] fitted = new float[thresholds];
            for (int n = 0; n < thresholds; n++) {
                float[] membranes = membranes(layer, n, thresholds);
                Arrays.sort(membranes);
                int at = (int) (quantile.of(n) * (membranes.length - 1));
                fitted[n] = (float) Math.max(ThresholdSpec.DEFAULT_FLOOR, membranes[at]);
            }
            network.setThresholds(layer, fitted);
        }
    }

    /** Membranes of all neurons, or of those with threshold {@code n} where there are several. */
    private float[] membranes(int layer, int n, int thresholds) {
        List<float[]> parts = new ArrayList<>();
        for (Shard shard : batch.shards()) {
            if (shard.isActive()) {
                float[] all = shard.run().membranes(layer);
                int width = network.document().layers().get(layer).outputs();
                parts.add(membranes(all, width, shard.run().rows(), n, thresholds));
            }
        }
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int end = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, end, part.length);
            end += part.length;
        }
        return all;
    }

    private static float[] membranes(float[] mem, int width, Rows rows, int n, int thresholds) {
        int first = rows.sequences() * width;
        if (thresholds == 1) {
            return Arrays.copyOfRange(mem, first, rows.end() * width);
        }
        int share = width / thresholds; // neurons of a channel share its threshold
        float[] own = new float[rows.count() * share];
        for (int row = 0; row < rows.count(); row++) {
            System.arraycopy(mem, first + row * width + n * share, own, row * share, share);
        }
        return own;
    }
}
