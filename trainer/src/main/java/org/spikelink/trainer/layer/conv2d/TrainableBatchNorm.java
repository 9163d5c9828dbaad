package org.spikelink.trainer.layer.conv2d;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.spikelink.core.model.BatchNorm;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.ShardGradients;
import org.spikelink.trainer.layer.VectorParameter;

/**
 * Batch normalization of a convolution's outputs over all sequences, steps and pixels of a batch (torch: {@code BatchNorm2d}
 * over batch and time together): y = weight xhat + bias, xhat = (x - mean) / sqrt(variance + epsilon). A model holds the
 * running statistics, folded into the convolution.
 */
final class TrainableBatchNorm {
    private static final double MOMENTUM = 0.1;

    private final VectorParameter weight;
    private final VectorParameter bias;
    private final int channels;
    private final float[] runningMean;
    private final float[] runningVariance;
    private final float[] mean; // of the batch, like those below
    private final float[] inverse; // 1 / sqrt(variance + epsilon)
    private final float[] meanGradient; // of y
    private final float[] meanProduct; // of y's gradient times xhat

    TrainableBatchNorm(Parameters parameters, int channels) {
        this.channels = channels;
        weight = VectorParameter.learned(parameters, channels);
        bias = VectorParameter.learned(parameters, channels);
        runningMean = new float[channels];
        runningVariance = new float[channels];
        Arrays.fill(runningVariance, 1f);
        mean = new float[channels];
        inverse = new float[channels];
        meanGradient = new float[channels];
        meanProduct = new float[channels];
    }

    void initialize() {
        weight.fill(1f);
        bias.fill(0f);
    }

    /** With the running statistics. */
    BatchNorm fixed() {
        float[] weights = new float[channels];
        float[] biases = new float[channels];
        for (int c = 0; c < channels; c++) {
            weights[c] = weight.get(c);
            biases[c] = bias.get(c);
        }
        return new BatchNorm(
                runningMean.clone(), runningVariance.clone(), weights, biases, BatchNorm.EPSILON);
    }

    /** The running statistics, live. */
    List<float[]> memory() {
        return List.of(runningMean, runningVariance);
    }

    /**
     * Takes the statistics of a batch.
     *
     * @param sums [channels] of x, [channels] of x^2, and their number
     */
    void joinValues(double[] sums) {
        double count = sums[2 * channels];
        for (int c = 0; c < channels; c++) {
            double m = sums[c] / count;
            double variance = Math.max(0, sums[channels + c] / count - m * m);
            mean[c] = (float) m;
            inverse[c] = (float) (1 / Math.sqrt(variance + BatchNorm.EPSILON));
            if (Double.isFinite(variance)) {
                double unbiased = variance * count / Math.max(1, count - 1);
                runningMean[c] = (float) ((1 - MOMENTUM) * runningMean[c] + MOMENTUM * m);
                runningVariance[c] =
                        (float) ((1 - MOMENTUM) * runningVariance[c] + MOMENTUM * unbiased);
            }
        }
    }

    /** The statistics of the last batch become the running ones. */
    void adopt() {
        for (int c = 0; c < channels; c++) {
            runningMean[c] = mean[c];
            runningVariance[c] =
                    (float) (1 / ((double) inverse[c] * inverse[c]) - BatchNorm.EPSILON);
        }
    }

    /**
     * Takes the gradients of a batch.
     *
     * @param sums [channels] of the gradients of y, [channels] of those times xhat, and their number
     */
    void joinGradients(double[] sums) {
        for (int c = 0; c < channels; c++) {
            meanGradient[c] = (float) (sums[c] / sums[2 * channels]);
            meanProduct[c] = (float) (sums[channels + c] / sums[2 * channels]);
        }
    }

    /** x [pixels][channels] becomes xhat. */
    void normalize(float[] x, int size) {
        for (int at = 0; at < size; at += channels) {
            for (int c = 0; c < channels; c++) {
                x[at + c] = (x[at + c] - mean[c]) * inverse[c];
            }
        }
    }

    /** y of xhat, both [pixels][channels]. */
    void scale(float[] xhat, float[] y, int size) {
        float[] values = weightValues();
        float[] shifts = biasValues();
        for (int at = 0; at < size; at += channels) {
            for (int c = 0; c < channels; c++) {
                y[at + c] = Math.fma(xhat[at + c], values[c], shifts[c]);
            }
        }
    }

    private float[] weightValues() {
        float[] values = new float[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = weight.get(c);
        }
        return values;
    }

    private float[] biasValues() {
        float[] values = new float[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = bias.get(c);
        }
        return values;
    }

    /** The gradients of y become those of x. */
    void backward(float[] xhat, float[] gradients, int size) {
        float[] factors = weightValues();
        for (int c = 0; c < channels; c++) {
            factors[c] *= inverse[c];
        }
        for (int at = 0; at < size; at += channels) {
            for (int c = 0; c < channels; c++) {
                gradients[at + c] =
                        factors[c]
                                * (gradients[at + c]
                                        - meanGradient[c]
                                        - xhat[at + c] * meanProduct[c]);
            }
        }
    }

    /**
     * Writes a shard's gradients.
     *
     * @param sums as {@link #joinGradients} takes them, of the shard
     */
    void write(double[] sums, ShardGradients gradients) {
        bias.writeGradients(Arrays.copyOf(sums, channels), gradients);
        weight.writeGradients(Arrays.copyOfRange(sums, channels, 2 * channels), gradients);
    }

    void load(String prefix, Map<String, Tensor> tensors) {
        if (!tensors.containsKey(prefix + LayerTraining.BATCH_NORM + "weight")) {
            initialize();
            return;
        }
        weight.load(
                prefix + LayerTraining.BATCH_NORM + "weight",
                tensors.get(prefix + LayerTraining.BATCH_NORM + "weight"));
        bias.load(
                prefix + LayerTraining.BATCH_NORM + "bias",
                tensors.get(prefix + LayerTraining.BATCH_NORM + "bias"));
        copy(tensors.get(prefix + LayerTraining.BATCH_NORM + "running_mean"), runningMean);
        copy(tensors.get(prefix + LayerTraining.BATCH_NORM + "running_var"), runningVariance);
    }

    private static void copy(Tensor from, float[] to) {
        System.arraycopy(from.values(), 0, to, 0, to.length);
    }

    void storeLearned(String prefix, Map<String, Tensor> tensors, float[] from) {
        weight.storeLearned(prefix + LayerTraining.BATCH_NORM + "weight", tensors, from);
        bias.storeLearned(prefix + LayerTraining.BATCH_NORM + "bias", tensors, from);
    }

    void storeFixed(String prefix, Map<String, Tensor> tensors) {
        tensors.put(
                prefix + LayerTraining.BATCH_NORM + "running_mean", Tensor.of(runningMean.clone()));
        tensors.put(
                prefix + LayerTraining.BATCH_NORM + "running_var",
                Tensor.of(runningVariance.clone()));
    }

    void remove(String prefix, Map<String, Tensor> tensors) {
        tensors.keySet().removeIf(name -> name.startsWith(prefix + LayerTraining.BATCH_NORM));
    }
}
