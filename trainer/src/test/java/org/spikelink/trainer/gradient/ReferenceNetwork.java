package org.spikelink.trainer.gradient;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.kernel.slstm.Quantizer;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Reset;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * The equations of DESIGN.md in double, one sequence at a time. A spike is its value plus the change of the
 * surrogate's integral; resets, winners and the quantizer's moves are held.
 */
final class ReferenceNetwork {
    private final ModelDocument document;
    private final Tape tape;
    private final double[][][] drop; // of the inputs of layer n: [T][inputs], null for none
    private final ReferenceImages images;
    private Map<String, double[]> parameters = Map.of();

    /** What a layer gave, [T][outputs]. */
    record Outputs(double[][] passed, double[][] mem) {}

    ReferenceNetwork(ModelDocument document, Tape tape, double[][][] drop) {
        this.document = document;
        this.tape = tape;
        this.drop = drop;
        images = new ReferenceImages(tape);
    }

    /** All layers' outputs, of each sequence. */
    Outputs[][] run(List<LabelledSequence> batch, Map<String, double[]> values) {
        parameters = values;
        double[][][] x = new double[batch.size()][][];
        for (int b = 0; b < x.length; b++) {
            x[b] = dense(batch.get(b));
        }
        Outputs[][] outputs = new Outputs[batch.size()][document.layers().size()];
        for (int n = 0; n < document.layers().size(); n++) {
            for (int b = 0; b < x.length; b++) {
                outputs[b][n] = layer(n, dropped(x[b], n));
                x[b] = outputs[b][n].passed;
            }
            if (values.containsKey("layers." + n + ".batch_norm.weight")) {
                images.normalize((Conv2dSpec) document.layers().get(n), "layers." + n + ".", x);
            }
        }
        return outputs;
    }

    private double[][] dense(LabelledSequence s) {
        double[][] x = new double[s.steps()][document.layers().get(0).inputs()];
        for (int t = 0; t < s.steps(); t++) {
            for (int n = s.start(t); n < s.end(t); n++) {
                x[t][s.indices()[n]] = s.values()[n];
            }
        }
        return x;
    }

    private Outputs layer(int n, double[][] x) {
        LayerSpec spec = document.layers().get(n);
        String prefix = "layers." + n + ".";
        images.parameters(parameters);
        if (spec instanceof SlstmSpec slstm) {
            return slstm(slstm, prefix, x);
        } else if (spec instanceof Conv2dSpec conv) {
            return images.conv(conv, prefix, x);
        } else if (spec instanceof LeakySpec leaky) {
            return images.leaky(leaky, prefix, x);
        } else if (spec instanceof Pool2dSpec pool) {
            return images.pool(pool, x);
        } else if (spec instanceof SConv2dLstmSpec lstm) {
            return images.lstm(lstm, prefix, x);
        }
        return linear(prefix, x);
    }

    private double[][] dropped(double[][] x, int layer) {
        if (drop == null || drop[layer] == null) {
            return x;
        }
        double[][] kept = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            kept[t] = x[t].clone();
            for (int j = 0; j < kept[t].length; j++) {
                kept[t][j] *= drop[layer][t][j];
            }
        }
        return kept;
    }

    private Outputs linear(String prefix, double[][] x) {
        double[] bias = parameters.get(prefix + "bias");
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            y[t] = bias.clone();
            addProduct(parameters.get(prefix + "weight"), x[t], y[t]);
        }
        return new Outputs(y, y);
    }

    private static void addProduct(double[] w, double[] x, double[] y) {
        for (int r = 0; r < y.length; r++) {
            for (int c = 0; c < x.length; c++) {
                y[r] += w[r * x.length + c] * x[c];
            }
        }
    }

    private Outputs slstm(SlstmSpec spec, String prefix, double[][] x) {
        int hidden = spec.hidden();
        double[] threshold = parameters.get(prefix + "threshold");
        double[] syn = parameters.getOrDefault(prefix + "syn_0", new double[hidden]).clone();
        double[] mem = parameters.getOrDefault(prefix + "mem_0", new double[hidden]).clone();
        double[][] mems = new double[x.length][];
        double[][] spks = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            if (spec.stateless()) {
                syn = new double[hidden];
                mem = new double[hidden];
            }
            mem = step(spec, prefix, x[t], syn, mem, threshold);
            mems[t] = mem;
            spks[t] = spikes(spec, mem, threshold);
        }
        return new Outputs(spks, mems);
    }

    /** Advances syn in place; returns the new mem. */
    private double[] step(
            SlstmSpec spec,
            String prefix,
            double[] x,
            double[] syn,
            double[] mem,
            double[] threshold) {
        int h = spec.hidden();
        double[] pre = new double[4 * h];
        for (int r = 0; r < pre.length; r++) {
            pre[r] = parameters.get(prefix + "bias_ih")[r] + parameters.get(prefix + "bias_hh")[r];
        }
        addProduct(parameters.get(prefix + "weight_ih"), x, pre);
        addProduct(parameters.get(prefix + "weight_hh"), mem, pre);
        double[] next = new double[h];
        for (int j = 0; j < h; j++) {
            double i = sigmoid(pre[j]);
            double f = sigmoid(pre[h + j]);
            double g = Math.tanh(pre[2 * h + j]);
            double o = sigmoid(pre[3 * h + j]);
            syn[j] = f * syn[j] + i * g;
            next[j] = o * Math.tanh(syn[j]);
            double limit = threshold[threshold.length == 1 ? 0 : j];
            double reset = tape.held(mem[j] > limit ? 1.0 : 0.0);
            if (spec.reset() == Reset.SUBTRACT) {
                next[j] -= reset * limit;
            } else if (spec.reset() == Reset.ZERO) {
                next[j] *= 1 - reset;
            }
            syn[j] = quantized(spec, syn[j]);
            next[j] = quantized(spec, next[j]);
        }
        return next;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private double quantized(SlstmSpec spec, double x) {
        return spec.stateQuant() == null
                ? x
                : x + tape.held(Quantizer.of(spec.stateQuant()).apply((float) x) - x);
    }

    private double[] spikes(SlstmSpec spec, double[] mem, double[] threshold) {
        DoubleUnaryOperator integral = Integrals.of(spec.surrogate());
        double[] x = new double[mem.length];
        int strongest = 0;
        for (int j = 0; j < mem.length; j++) {
            x[j] = mem[j] - threshold[threshold.length == 1 ? 0 : j];
            strongest = x[j] > x[strongest] ? j : strongest;
        }
        int winner = tape.held(spec.inhibition() ? strongest : -1);
        double[] spk = new double[mem.length];
        for (int j = 0; j < mem.length; j++) {
            double smooth = integral.applyAsDouble(x[j]);
            double rest = tape.held((x[j] > 0 ? 1 : 0) - smooth);
            spk[j] = winner < 0 || winner == j ? smooth + rest : 0;
        }
        return spk;
    }
}
