package org.spikelink.trainer.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.math.PositiveDefinite;
import org.spikelink.trainer.network.TrainableNetwork;

/**
 * Fits a linear output layer by ridge regression, while hidden layers keep their initial weights: a reservoir (Maass,
 * Natschlaeger and Markram 2002, "Real-time computing without stable states").
 *
 * <p>A sample is the input x [H] of the output layer: its mean over a sequence's steps, or its value at each labelled
 * step if steps have labels. W and b minimise the mean over samples of |W x + b - y|^2, plus {@code ridge} s |W|^2,
 * where y is 1 for the label and 0 for the other classes, and s is the mean over samples of |x - mean x|^2. Class
 * weights apply as in losses.
 *
 * <p>Computed in double, sample by sample, so that the result does not depend on the number of threads.
 */
final class ReadoutFit {
    private static final double SAME = 1e-12;

    private final TrainableNetwork network;
    private final double ridge;
    private final List<Double> classWeights; // empty for 1
    private final int hidden; // number of the layer before the output layer
    private final int features;
    private final int classes;
    private final double[][] products; // [H + 1][<= row] sums of weight x x', with x[H] = 1
    private final double[][] targets; // [C][H + 1] sums of weight y x'
    private final double[] sample; // [H + 1]

    ReadoutFit(TrainableNetwork network, LearningOptions options) {
        this.network = network;
        this.ridge = options.ridge();
        this.classWeights = options.classWeights();
        ModelDocument document = network.document();
        check(document);
        hidden = document.layers().size() - 2;
        features = document.layers().get(hidden).outputs();
        classes = document.labels().size();
        products = new double[features + 1][];
        for (int row = 0; row <= features; row++) {
            products[row] = new double[row + 1];
        }
        targets = new double[classes][features + 1];
        sample = new double[features + 1];
    }

    private static void check(ModelDocument document) {
        LayerSpec last = document.layers().get(document.layers().size() - 1);
        ReadoutSpec readout = document.readout();
        if (!(last instanceof LinearSpec)
                || document.layers().size() < 2
                || readout.population() != 1
                || readout.kind() != ReadoutSpec.Kind.MEAN_MEMBRANE) {
            throw new IllegalArgumentException(
                    "ridge needs a linear output after a hidden layer, with population 1 and readout mean_membrane"
                            + " (got %s, %d layers, population %d, %s)"
                                    .formatted(
                                            last.type(),
                                            document.layers().size(),
                                            readout.population(),
                                            readout.kind()));
        }
    }

    /** Adds the sequences of a shard, after its forward pass. */
    void add(Shard shard) {
        for (int b = 0; b < shard.sequences().size(); b++) {
            LabelledSequence s = shard.sequences().get(b);
            clear();
            for (int t = 0; t < s.steps(); t++) {
                addStep(shard, b, t);
                if (s.isPerStep()) {
                    add(s.labels()[t], 1);
                    clear();
                }
            }
            if (!s.isPerStep()) {
                add(s.labels()[0], s.steps());
            }
        }
    }

    private void clear() {
        Arrays.fill(sample, 0);
    }

    private void addStep(Shard shard, int b, int t) {
        Rows rows = shard.run().rows();
        float[] outputs = shard.run().layer(hidden).outputs();
        int at = (rows.begin(t) + b) * features;
        for (int j = 0; j < features; j++) {
            sample[j] += outputs[at + j];
        }
    }

    /** Adds {@link #sample}, a sum over this number of steps. */
    private void add(int label, int steps) {
        if (label == LabelledSequence.UNLABELLED) {
            return;
        }
        double weight = classWeights.isEmpty() ? 1 : classWeights.get(label);
        for (int j = 0; j < features; j++) {
            sample[j] /= steps;
        }
        sample[features] = 1;
        for (int row = 0; row <= features; row++) {
            double scaled = weight * sample[row];
            targets[label][row] += scaled;
            if (scaled != 0) {
                double[] sums = products[row];
                for (int column = 0; column <= row; column++) {
                    sums[column] += scaled * sample[column];
                }
            }
        }
    }

    /** Sets the output layer to the fit of all samples so far. */
    void solve() {
        double total = products[features][features];
        double[] mean = new double[features];
        double spread = 0;
        double square = 0;
        for (int j = 0; j < features; j++) {
            mean[j] = products[features][j] / total;
            spread += products[j][j] / total - mean[j] * mean[j];
            square += products[j][j] / total;
        }
        // If samples differ only by rounding, there is nothing to fit: W becomes 0.
        double scale = spread > SAME * square ? 1 / spread : 0;
        double[][] w =
                PositiveDefinite.solve(covariance(mean, total, scale), against(mean, total, scale));
        set(w, mean, total);
    }

    /** The covariance of x, scaled to a trace of 1, and the ridge: its smallest eigenvalue is at least the ridge. */
    private double[][] covariance(double[] mean, double total, double scale) {
        double[][] covariance = new double[features][features];
        for (int row = 0; row < features; row++) {
            for (int column = 0; column <= row; column++) {
                double value = products[row][column] / total - mean[row] * mean[column];
                covariance[row][column] = scale * value + (row == column ? ridge : 0);
                covariance[column][row] = covariance[row][column];
            }
        }
        return covariance;
    }

    /** The covariance of x and y, with the same scale. */
    private double[][] against(double[] mean, double total, double scale) {
        double[][] against = new double[features][classes];
        for (int c = 0; c < classes; c++) {
            double share = targets[c][features] / total;
            for (int j = 0; j < features; j++) {
                against[j][c] = scale * (targets[c][j] / total - mean[j] * share);
            }
        }
        return against;
    }

    private void set(double[][] w, double[] mean, double total) {
        float[] weight = new float[classes * features];
        float[] bias = new float[classes];
        for (int c = 0; c < classes; c++) {
            double b = targets[c][features] / total;
            for (int j = 0; j < features; j++) {
                weight[c * features + j] = (float) w[j][c];
                b -= weight[c * features + j] * mean[j]; // with rounded weights: no offset remains
            }
            bias[c] = (float) b;
        }
        network.setOutput(
                new Tensor(new int[] {classes, features}, weight),
                new Tensor(new int[] {classes}, bias));
    }

    void save(DataOutput out) throws IOException {
        for (double[] row : sums()) {
            for (double value : row) {
                out.writeDouble(value);
            }
        }
    }

    void restore(DataInput in) throws IOException {
        for (double[] row : sums()) {
            for (int n = 0; n < row.length; n++) {
                row[n] = in.readDouble();
            }
        }
    }

    /** All sums over samples, row by row. */
    private List<double[]> sums() {
        return Stream.concat(Arrays.stream(products), Arrays.stream(targets)).toList();
    }
}
