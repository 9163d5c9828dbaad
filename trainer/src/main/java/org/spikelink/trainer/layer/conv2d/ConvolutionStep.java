package org.spikelink.trainer.layer.conv2d;

import java.util.Arrays;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Convolution;
import org.spikelink.core.kernel.ConvolutionSpikes;
import org.spikelink.core.layer.Image;
import org.spikelink.trainer.layer.ByChannel;
import org.spikelink.trainer.layer.ConvolutionGradient;
import org.spikelink.trainer.layer.RowStatistics;
import org.spikelink.trainer.layer.RowStep;
import org.spikelink.trainer.layer.ShardGradients;
import org.spikelink.trainer.layer.SpikeGate;

/** A convolution on the deployed kernel, with the comparison that follows it or without. */
final class ConvolutionStep implements RowStep, RowStatistics {
    private final TrainableConv2d layer;
    private final SpikeGate gate; // null for real outputs
    private final Image out;
    private final int channels;
    private final int size; // of the outputs
    private final Convolution convolution;
    private final ConvolutionGradient gradient;
    private final ByChannel loops;
    private final float[] pre; // [pixels][channels], as all of these
    private final float[] xhat; // without normalization empty
    private final double[] dBias; // [channels]
    private final double[] dThreshold; // [channels]
    private final double[] valueSums;
    private final double[] gradientSums;
    private ConvolutionSpikes comparison; // null for real outputs
    private boolean normalizes;

    ConvolutionStep(TrainableConv2d layer, SpikeGate gate) {
        this.layer = layer;
        this.gate = gate;
        out = layer.out();
        channels = out.channels();
        size = (int) out.size();
        convolution = new Convolution(layer.shape(), layer.weight(), layer.bias());
        gradient = new ConvolutionGradient(layer.shape());
        loops = new ByChannel(channels);
        pre = new float[size];
        xhat = new float[layer.norm() == null ? 0 : size];
        dBias = new double[channels];
        dThreshold = new double[channels];
        valueSums = new double[2 * channels + 1];
        gradientSums = new double[2 * channels + 1];
    }

    @Override
    public void begin(boolean learns) {
        normalizes = learns && layer.norm() != null;
        if (normalizes) {
            convolution.load(layer.weight(), layer.bias());
        } else {
            convolution.load(layer.deployedWeight(), layer.deployedBias());
        }
        comparison = gate == null ? null : new ConvolutionSpikes(convolution, gate.thresholds(), 1);
        gradient.begin();
        for (double[] sums : new double[][] {dBias, dThreshold, valueSums, gradientSums}) {
            Arrays.fill(sums, 0);
        }
    }

    @Override
    public void forward(FrameGroup x, FrameGroup to) {
        to.clear();
        if (normalizes) {
            load(x);
            layer.norm().scale(xhat, pre, size);
            emit(to);
        } else if (gate == null) {
            convolution.add(x, 0);
            int at = to.extend(size);
            for (int j = 0; j < size; j++) {
                to.indices()[at + j] = j;
            }
            convolution.values(to.values(), at);
        } else {
            convolution.add(x, 0);
            comparison.emit(to);
        }
        to.endStream(0);
    }

    /** Normalized outputs, all of them, or those above their threshold. */
    private void emit(FrameGroup to) {
        int pixels = (int) out.pixels();
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < pixels; p++) {
                float y = pre[p * channels + c];
                if (gate == null) {
                    to.add(c * pixels + p, y);
                } else if (y > gate.thresholds()[c]) {
                    to.add(c * pixels + p, 1f);
                }
            }
        }
    }

    /** Sets {@link #pre} to the outputs before a normalization, and {@link #xhat}. */
    private void load(FrameGroup x) {
        convolution.add(x, 0);
        float[] from = convolution.outputs();
        int width = out.width();
        for (int p = 0; p < size / channels; p += width) {
            int at = convolution.at(p);
            int step = width == 1 ? 0 : convolution.at(p + 1) - at;
            for (int n = 0; n < width; n++) {
                System.arraycopy(from, at + n * step, pre, (p + n) * channels, channels);
            }
        }
        convolution.finish();
        if (normalizes) {
            System.arraycopy(pre, 0, xhat, 0, size);
            layer.norm().normalize(xhat, size);
        }
    }

    @Override
    public void backward(FrameGroup x, float[] dOut, float[] dX, boolean learns, long draw) {
        float[] d = beforeNorm(x, dOut, learns ? dThreshold : null, draw);
        if (normalizes) {
            layer.norm().backward(xhat, d, size);
        }
        if (learns) {
            if (layer.bias() != null) {
                loops.addSums(d, size, 1, dBias);
            }
            gradient.addWeights(x.indices(), x.start(0), x.end(0), x.values(), x.start(0), d, 0);
        }
        if (dX != null) {
            gradient.inputs(layer.weightForInputs(), d, 0, dX);
        }
    }

    /** Gradients of the compared or passed values. */
    private float[] beforeNorm(FrameGroup x, float[] dOut, double[] thresholds, long draw) {
        if (gate == null && !normalizes) {
            return dOut;
        }
        load(x);
        if (gate == null) {
            return dOut;
        }
        if (normalizes) {
            layer.norm().scale(xhat, pre, size);
        }
        gate.backward(pre, dOut, size, thresholds, loops, draw);
        return pre;
    }

    @Override
    public void end(ShardGradients gradients) {
        gradient.writeWeights(gradients.values(), gradients.at(layer.weightSlot()));
        if (layer.biasParameter() != null) {
            layer.biasParameter().writeGradients(dBias, gradients);
        }
        if (layer.norm() != null) {
            layer.norm().write(gradientSums, gradients);
        }
        if (gate != null) {
            gate.write(dThreshold, gradients);
        }
    }

    @Override
    public RowStatistics statistics() {
        return layer.norm() == null ? null : this;
    }

    @Override
    public boolean isNeeded() {
        return normalizes;
    }

    @Override
    public void addValues(FrameGroup x) {
        load(x);
        for (int at = 0; at < size; at += channels) {
            for (int c = 0; c < channels; c++) {
                double value = pre[at + c];
                valueSums[c] += value;
                valueSums[channels + c] += value * value;
            }
        }
        valueSums[2 * channels] += out.pixels();
    }

    @Override
    public void addGradients(FrameGroup x, float[] dOut, long draw) {
        float[] d = beforeNorm(x, dOut, null, draw);
        for (int at = 0; at < size; at += channels) {
            for (int c = 0; c < channels; c++) {
                gradientSums[c] += d[at + c];
                gradientSums[channels + c] += d[at + c] * xhat[at + c];
            }
        }
        gradientSums[2 * channels] += out.pixels();
    }

    @Override
    public double[] sums(boolean backward) {
        return backward ? gradientSums : valueSums;
    }

    @Override
    public void join(double[] sums, boolean backward) {
        if (backward) {
            layer.norm().joinGradients(sums);
        } else {
            layer.norm().joinValues(sums);
        }
    }
}
