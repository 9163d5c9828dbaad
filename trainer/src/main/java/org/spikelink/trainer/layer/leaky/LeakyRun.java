package org.spikelink.trainer.layer.leaky;

import java.util.Arrays;
import org.spikelink.core.model.Reset;
import org.spikelink.trainer.layer.ByChannel;
import org.spikelink.trainer.layer.ChannelsLast;
import org.spikelink.trainer.layer.DenseInput;
import org.spikelink.trainer.layer.LayerInput;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.layer.ShardGradients;

/**
 * Forward and backward pass of leaky neurons for one shard: mem[t] = fma(beta, mem[t-1], x[t]) with the reset of the
 * layer, which carries no gradient; spk = mem &gt; threshold. Arrays are [rows][neurons], (c, y, x) ascending.
 */
final class LeakyRun implements LayerRun {
    private final TrainableLeaky layer;
    private final int width;
    private final int channels;
    private final int pixels;
    private final float[] zeros; // the betas without state
    private final double[] dThreshold;
    private final ByChannel loops;
    private final double[] dBeta;
    private final float[] slope; // [pixels][channels], as below
    private final float[] ordered;
    private float[] mem = {};
    private float[] spk = {};
    private float[] dMem = {};
    private float[] dSpk = {};
    private float[] carry = {}; // [sequences][neurons] gradients from the following step

    LeakyRun(TrainableLeaky layer) {
        this.layer = layer;
        width = layer.outputs();
        channels = layer.in().channels();
        pixels = width / channels;
        zeros = new float[channels];
        dThreshold = new double[channels];
        loops = new ByChannel(channels);
        dBeta = new double[channels];
        slope = new float[width];
        ordered = new float[width];
    }

    private float[] betas() {
        return layer.betas().length == 0 ? zeros : layer.betas();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void forward(LayerInput x, Rows rows) {
        reserve(Math.multiplyExact(rows.end(), width));
        if (rows.from() == 0) {
            Arrays.fill(mem, 0, rows.sequences() * width, 0f);
        }
        for (int t = 0; t < rows.steps(); t++) {
            for (int b = 0; b < rows.active(t); b++) {
                int at = (rows.begin(t) + b) * width;
                x.copy(rows, t, b, mem, at, width);
                step((rows.previous(t) + b) * width, at);
            }
        }
    }

    private void reserve(int size) {
        if (mem.length < size) {
            mem = Arrays.copyOf(mem, size);
            spk = new float[size];
            dMem = new float[size];
            dSpk = new float[size];
        }
    }

    /** One row, whose mem holds its input. */
    private void step(int before, int at) {
        Reset reset = layer.reset();
        for (int c = 0; c < channels; c++) {
            float beta = betas()[c];
            float limit = layer.spikeGate().thresholds()[c];
            for (int j = c * pixels; j < (c + 1) * pixels; j++) {
                float last = mem[before + j];
                boolean resets = last > limit;
                float kept = reset == Reset.ZERO && resets ? 0f : last;
                float m = Math.fma(beta, kept, mem[at + j]);
                m = reset == Reset.SUBTRACT && resets ? m - limit : m;
                mem[at + j] = m;
                spk[at + j] = m > limit ? 1f : 0f;
            }
        }
    }

    @Override
    public void backward(
            LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients gradients) {
        if (carry.length < rows.sequences() * width) {
            carry = new float[rows.sequences() * width];
        }
        Arrays.fill(carry, 0f);
        Arrays.fill(dThreshold, 0);
        Arrays.fill(dBeta, 0);
        for (int t = rows.steps() - 1; t >= 0; t--) {
            for (int b = 0; b < rows.active(t); b++) {
                int at = (rows.begin(t) + b) * width;
                throughSpikes(at, spikeCost, draw + rows.begin(t) + b);
                throughStep((rows.previous(t) + b) * width, at, b * width);
            }
        }
        if (x instanceof DenseInput dense) {
            int first = rows.sequences() * width;
            System.arraycopy(dMem, first, dense.gradients(), first, rows.count() * width);
            dense.backward(rows);
        }
        parameterGradients(gradients);
    }

    /** d mem += d spk * surrogate(mem - threshold). */
    private void throughSpikes(int at, float[] spikeCost, long draw) {
        for (int j = 0; spikeCost != null && j < width; j++) {
            dSpk[at + j] += spikeCost[j];
        }
        ChannelsLast.from(layer.in(), mem, at, slope, 0);
        ChannelsLast.from(layer.in(), dSpk, at, ordered, 0);
        layer.spikeGate().backward(slope, ordered, width, dThreshold, loops, draw);
        ChannelsLast.to(layer.in(), slope, 0, ordered, 0);
        for (int j = 0; j < width; j++) {
            dMem[at + j] += ordered[j];
        }
    }

    private void throughStep(int before, int at, int carryAt) {
        Reset reset = layer.reset();
        for (int c = 0; c < channels; c++) {
            float beta = betas()[c];
            float limit = layer.spikeGate().thresholds()[c];
            float toBeta = 0;
            float resetSum = 0;
            for (int j = c * pixels; j < (c + 1) * pixels; j++) {
                float d = dMem[at + j] + carry[carryAt + j];
                dMem[at + j] = d;
                float last = mem[before + j];
                boolean resets = last > limit;
                boolean cut = reset == Reset.ZERO && resets;
                toBeta += cut ? 0f : last * d;
                resetSum += resets ? d : 0f;
                carry[carryAt + j] = cut ? 0f : beta * d;
            }
            dBeta[c] += toBeta;
            dThreshold[c] -= reset == Reset.SUBTRACT ? resetSum : 0;
        }
    }

    /** A beta beyond 0..1, which is clamped, has no gradient. */
    private void parameterGradients(ShardGradients gradients) {
        layer.spikeGate().write(dThreshold, gradients);
        if (layer.betaParameter() == null || !layer.betaParameter().isLearned()) {
            return;
        }
        int size = layer.betaParameter().size();
        for (int c = 0; c < channels; c++) {
            float beta = layer.betaParameter().get(size == 1 ? 0 : c);
            dBeta[c] = beta >= 0 && beta <= 1 ? dBeta[c] : 0;
        }
        layer.betaParameter().writeGradients(dBeta, gradients);
    }

    @Override
    public void carry(Rows rows) {
        int last = rows.begin(rows.steps() - 1) * width;
        System.arraycopy(mem, last, mem, 0, rows.continuing() * width);
    }

    @Override
    public float[] outputs() {
        return spk;
    }

    @Override
    public float[] outputGradients() {
        return dSpk;
    }

    @Override
    public float[] membranes() {
        return mem;
    }

    @Override
    public float[] membraneGradients() {
        return dMem;
    }

    @Override
    public float[] state(int variable) {
        return mem;
    }
}
