package org.spikelink.trainer.layer.slstm;

import java.util.Arrays;
import org.spikelink.core.model.Reset;
import org.spikelink.trainer.layer.LayerInput;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.layer.ShardGradients;
import org.spikelink.trainer.math.ColumnSums;

/**
 * Backpropagation through an slstm layer's steps, from the last to the first, then the gradients of its parameters.
 */
final class SlstmBackward {
    private final TrainableSlstm layer;
    private final int hidden;
    private final SlstmCell cell;
    private final SlstmStates s;
    private float[] slope = {}; // [rows][H] d spk / d mem, then times d spk
    private float[] before = {}; // [rows][H] mem one step earlier
    private float[] memCarry = {}; // [sequences][H] gradient from the following step, like synCarry
    private float[] synCarry = {};

    SlstmBackward(TrainableSlstm layer, SlstmCell cell, SlstmStates states) {
        this.layer = layer;
        this.cell = cell;
        hidden = layer.outputs();
        s = states;
    }

    void run(LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients gradients) {
        reserve(rows);
        throughSpikes(rows, spikeCost, draw);
        float[] dThreshold = thresholdGradient(rows);
        throughSteps(rows, dThreshold);
        layer.projection().backward(x, rows, s.gates, gradients);
        parameterGradients(rows, dThreshold, gradients);
    }

    private void reserve(Rows rows) {
        if (slope.length < rows.count() * hidden) {
            slope = new float[rows.count() * hidden];
            before = new float[slope.length];
        }
        if (memCarry.length < rows.sequences() * hidden) {
            memCarry = new float[rows.sequences() * hidden];
            synCarry = new float[memCarry.length];
        }
    }

    /** d mem += d spk * surrogate(mem - threshold); with inhibition, for the winner only. */
    private void throughSpikes(Rows rows, float[] spikeCost, long draw) {
        int first = rows.sequences() * hidden;
        int count = rows.count() * hidden;
        float[] threshold = layer.threshold();
        for (int at = 0; at < count; at += hidden) {
            for (int j = 0; j < hidden; j++) {
                slope[at + j] = s.mem[first + at + j] - threshold[j];
            }
        }
        layer.surrogate().differentiate(slope, count, draw);
        for (int at = 0; at < count; at += hidden) {
            if (layer.inhibition()) {
                s.keepOnly(s.winner(first + at, threshold), slope, at);
            }
            for (int j = 0; j < hidden; j++) {
                float cost = spikeCost == null ? 0f : spikeCost[j];
                slope[at + j] *= s.dSpk[first + at + j] + cost;
                s.dMem[first + at + j] += slope[at + j];
            }
        }
    }

    /** d threshold from the spikes [H]; null if the threshold is not learned. */
    private float[] thresholdGradient(Rows rows) {
        if (!layer.thresholdParameter().isLearned()) {
            return null;
        }
        float[] sum = new float[hidden];
        ColumnSums.of(slope, 0, rows.count(), hidden, sum, 0);
        for (int j = 0; j < hidden; j++) {
            sum[j] = -sum[j];
        }
        return sum;
    }

    private void throughSteps(Rows rows, float[] dThreshold) {
        Arrays.fill(memCarry, 0f);
        Arrays.fill(synCarry, 0f);
        for (int t = rows.steps() - 1; t >= 0; t--) {
            int active = rows.active(t);
            for (int b = 0; b < active; b++) {
                int at = (rows.begin(t) + b) * hidden;
                int previousAt = s.previousAt(rows.previous(t) + b);
                add(memCarry, b * hidden, s.dMem, at);
                throughReset(at, previousAt, dThreshold);
                cell.backward(
                        s.gates,
                        4 * at,
                        s.previousSyn(),
                        previousAt,
                        s.tanhSyn,
                        s.dMem,
                        at,
                        synCarry,
                        b * hidden);
            }
            if (layer.stateless()) {
                Arrays.fill(synCarry, 0f);
            }
            if (layer.recurs()) {
                cell.recurBack(s.gates, rows.begin(t), layer.recurrentRows(), memCarry, active);
            }
        }
    }

    private void add(float[] x, int xAt, float[] to, int at) {
        for (int j = 0; j < hidden; j++) {
            to[at + j] += x[xAt + j];
        }
    }

    /** The reset itself carries no gradient: mem = mem_raw - reset threshold, or mem_raw (1 - reset). */
    private void throughReset(int at, int previousAt, float[] dThreshold) {
        if (layer.reset() == Reset.NONE) {
            return;
        }
        float[] threshold = layer.threshold();
        float[] previous = s.previousMem();
        for (int j = 0; j < hidden; j++) {
            if (previous[previousAt + j] > threshold[j]) {
                if (layer.reset() == Reset.ZERO) {
                    s.dMem[at + j] = 0f;
                } else if (dThreshold != null) {
                    dThreshold[j] -= s.dMem[at + j];
                }
            }
        }
    }

    private void parameterGradients(Rows rows, float[] dThreshold, ShardGradients gradients) {
        float[] to = gradients.values();
        recurrentGradient(rows, gradients);
        if (layer.hasBias()) {
            int at = gradients.at(layer.biasIhSlot());
            ColumnSums.of(s.gates, rows.sequences(), rows.end(), 4 * hidden, to, at);
            System.arraycopy(to, at, to, gradients.at(layer.biasHhSlot()), 4 * hidden);
        }
        if (dThreshold != null) {
            int at = gradients.at(layer.thresholdParameter().slot());
            int columns = layer.thresholdParameter().size();
            ColumnSums.of(dThreshold, 0, hidden / columns, columns, to, at);
        }
        if (layer.syn0().isLearned()) {
            int sequences = rows.from() > 0 || layer.stateless() ? 0 : rows.sequences();
            ColumnSums.of(synCarry, 0, sequences, hidden, to, gradients.at(layer.syn0().slot()));
            ColumnSums.of(memCarry, 0, sequences, hidden, to, gradients.at(layer.mem0().slot()));
        }
    }

    /** d U = sum over rows of s.mem one step earlier times d s.gates, as one product. */
    private void recurrentGradient(Rows rows, ShardGradients gradients) {
        if (layer.recurrent() == null) {
            return;
        }
        int at = gradients.at(layer.recurrent());
        if (!layer.recurs()) {
            Arrays.fill(gradients.values(), at, at + layer.recurrent().size(), 0f);
            return;
        }
        int first = rows.sequences();
        for (int t = 0; t < rows.steps(); t++) {
            System.arraycopy(
                    s.mem,
                    rows.previous(t) * hidden,
                    before,
                    (rows.begin(t) - first) * hidden,
                    rows.active(t) * hidden);
        }
        gradients
                .gemm()
                .transposedTimes(
                        hidden,
                        4 * hidden,
                        rows.count(),
                        before,
                        0,
                        s.gates,
                        first * 4 * hidden,
                        gradients.values(),
                        at);
    }
}
