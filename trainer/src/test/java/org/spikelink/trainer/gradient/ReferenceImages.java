package org.spikelink.trainer.gradient;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.spikelink.core.kernel.ConvolutionShape;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.trainer.gradient.ReferenceNetwork.Outputs;

/** Layers of images in double, as {@link ReferenceNetwork} has the others; the inputs with the maximum are held. */
final class ReferenceImages {
    private static final double EPSILON = 1e-5;

    private final Tape tape;
    private Map<String, double[]> parameters = Map.of();

    ReferenceImages(Tape tape) {
        this.tape = tape;
    }

    void parameters(Map<String, double[]> values) {
        parameters = values;
    }

    Outputs conv(Conv2dSpec spec, String prefix, double[][] x) {
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            y[t] =
                    conv(
                            spec.shape(),
                            parameters.get(prefix + "weight"),
                            parameters.get(prefix + "bias"),
                            x[t]);
        }
        return new Outputs(y, y);
    }

    private static double[] conv(ConvolutionShape s, double[] w, double[] bias, double[] x) {
        Image in = s.in();
        Image out = s.out();
        int k = s.kernel();
        double[] y = new double[(int) out.size()];
        for (int j = 0; j < y.length; j++) {
            int o = j / (int) out.pixels();
            int top = j % (int) out.pixels() / out.width() * s.stride() - s.padding();
            int left = j % out.width() * s.stride() - s.padding();
            y[j] = bias == null ? 0 : bias[o];
            for (int n = 0; n < in.channels() * k * k; n++) {
                int row = top + n / k % k;
                int column = left + n % k;
                if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                    int c = n / (k * k);
                    y[j] +=
                            w[o * in.channels() * k * k + n]
                                    * x[(c * in.height() + row) * in.width() + column];
                }
            }
        }
        return y;
    }

    /** In place, over all sequences and steps. */
    void normalize(Conv2dSpec spec, String prefix, double[][][] y) {
        int pixels = (int) spec.shape().out().pixels();
        for (int c = 0; c < spec.channels(); c++) {
            double sum = 0;
            double squares = 0;
            double count = 0;
            for (double[][] sequence : y) {
                for (double[] step : sequence) {
                    for (int j = c * pixels; j < (c + 1) * pixels; j++) {
                        sum += step[j];
                        squares += step[j] * step[j];
                        count++;
                    }
                }
            }
            double mean = sum / count;
            double variance = squares / count - mean * mean;
            for (double[][] sequence : y) {
                for (double[] step : sequence) {
                    for (int j = c * pixels; j < (c + 1) * pixels; j++) {
                        step[j] =
                                (step[j] - mean)
                                                / Math.sqrt(variance + EPSILON)
                                                * parameters.get(prefix + "batch_norm.weight")[c]
                                        + parameters.get(prefix + "batch_norm.bias")[c];
                    }
                }
            }
        }
    }

    Outputs leaky(LeakySpec spec, String prefix, double[][] x) {
        double[] betas = parameters.getOrDefault(prefix + "beta", new double[] {spec.beta()});
        double[] thresholds = parameters.get(prefix + "threshold");
        int pixels = (int) spec.in().pixels();
        double[][] mem = new double[x.length][x[0].length];
        double[][] spk = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            for (int j = 0; j < x[t].length; j++) {
                double last = t == 0 ? 0 : mem[t - 1][j];
                double limit = of(thresholds, j / pixels);
                double reset = tape.held(last > limit ? 1.0 : 0.0);
                double kept = spec.reset() == Reset.ZERO ? (1 - reset) * last : last;
                double beta = Math.min(1, Math.max(0, of(betas, j / pixels)));
                mem[t][j] = beta * kept + x[t][j];
                mem[t][j] -= spec.reset() == Reset.SUBTRACT ? reset * limit : 0;
            }
            spk[t] = spikes(spec.surrogate(), mem[t], thresholds, pixels);
        }
        return new Outputs(spk, mem);
    }

    private static double of(double[] values, int channel) {
        return values[values.length == 1 ? 0 : channel];
    }

    private double[] spikes(
            SurrogateSpec surrogate, double[] mem, double[] thresholds, int pixels) {
        DoubleUnaryOperator integral = Integrals.of(surrogate);
        double[] spk = new double[mem.length];
        for (int j = 0; j < mem.length; j++) {
            double x = mem[j] - of(thresholds, j / pixels);
            double smooth = integral.applyAsDouble(x);
            spk[j] = smooth + tape.held((x > 0 ? 1 : 0) - smooth);
        }
        return spk;
    }

    Outputs pool(Pool2dSpec spec, double[][] x) {
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            y[t] = pool(spec.in(), spec.pooling(), x[t]);
        }
        return new Outputs(y, y);
    }

    private double[] pool(Image in, Pooling2d pooling, double[] x) {
        int k = pooling.kernel();
        Image out = pooling.out(in);
        double[] y = new double[(int) out.size()];
        for (int j = 0; j < y.length; j++) {
            int c = j / (int) out.pixels();
            int top = j % (int) out.pixels() / out.width() * k;
            int first = (c * in.height() + top) * in.width() + j % out.width() * k;
            int best = first;
            double sum = 0;
            for (int n = 0; n < k * k; n++) {
                int at = first + n / k * in.width() + n % k;
                best = x[at] > x[best] ? at : best;
                sum += x[at];
            }
            y[j] = pooling.by() == Pooling2d.By.MAX ? x[tape.held(best)] : sum / (k * k);
        }
        return y;
    }

    Outputs lstm(SConv2dLstmSpec spec, String prefix, double[][] x) {
        double[] thresholds = parameters.get(prefix + "threshold");
        int neurons = (int) spec.neurons().size();
        int pixels = (int) spec.in().pixels();
        double[] syn = new double[neurons];
        double[] mem = new double[neurons];
        double[][] mems = new double[x.length][];
        double[][] spks = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] both = java.util.Arrays.copyOf(x[t], x[t].length + neurons);
            System.arraycopy(mem, 0, both, x[t].length, neurons);
            double[] pre =
                    conv(
                            spec.shape(),
                            parameters.get(prefix + "weight"),
                            parameters.get(prefix + "bias"),
                            both);
            double[] next = new double[neurons];
            for (int j = 0; j < neurons; j++) {
                double i = sigmoid(pre[j]);
                double f = sigmoid(pre[neurons + j]);
                double o = sigmoid(pre[2 * neurons + j]);
                syn[j] = f * syn[j] + i * Math.tanh(pre[3 * neurons + j]);
                next[j] = o * Math.tanh(syn[j]);
                double limit = of(thresholds, j / pixels);
                double reset = tape.held(mem[j] > limit ? 1.0 : 0.0);
                next[j] *= spec.reset() == Reset.ZERO ? 1 - reset : 1;
                next[j] -= spec.reset() == Reset.SUBTRACT ? reset * limit : 0;
            }
            mem = next;
            mems[t] = spec.pool() == null ? mem : pool(spec.neurons(), spec.pool(), mem);
            spks[t] = spikes(spec.surrogate(), mems[t], thresholds, (int) spec.out().pixels());
        }
        return new Outputs(spks, mems);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
