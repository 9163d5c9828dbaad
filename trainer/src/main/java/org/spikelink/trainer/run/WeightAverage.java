package org.spikelink.trainer.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.spikelink.core.model.Tensor;

/**
 * Moving average of the weights over the updates: mean += (1 - d) (weights - mean), with d = min(decay, (1 + n) / (10
 * + n)) at update n, so that the initial weights soon have little influence. The average often generalizes better
 * than the last weights.
 */
final class WeightAverage {
    private final double decay;
    private long updates;
    private Map<String, Tensor> mean;

    WeightAverage(double decay, Map<String, Tensor> start) {
        this.decay = decay;
        this.mean = Weights.copy(start);
    }

    void add(Map<String, Tensor> weights) {
        float share = (float) (1 - Math.min(decay, (1 + updates) / (10.0 + updates)));
        updates++;
        weights.forEach((name, tensor) -> move(mean.get(name).values(), tensor.values(), share));
    }

    private static void move(float[] mean, float[] weights, float share) {
        for (int n = 0; n < mean.length; n++) {
            mean[n] += share * (weights[n] - mean[n]);
        }
    }

    /** The mean, live. */
    Map<String, Tensor> tensors() {
        return mean;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(updates);
        Weights.write(mean, out);
    }

    void read(DataInput in) throws IOException {
        updates = in.readLong();
        mean = Weights.read(in);
    }
}
