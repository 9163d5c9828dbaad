package org.spikelink.trainer.network;

import java.util.Arrays;
import org.spikelink.core.kernel.Reset;

/**
 * What an slstm layer computes for one shard: the forward pass keeps what the backward pass needs. The first rows of syn
 * and mem are the states that the chunk starts from.
 */
final class SlstmRun implements LayerRun {
    private final SlstmLayer layer;
    private final int hidden;
    private final SlstmCell cell;
    private final float[] zeros; // [H]
    private float[]
            gates = {}; // [rows][4H] i, f, g, o after activation; in the backward pass their
    // gradients
    private float[] syn = {}; // [rows][H], as all below
    private float[] mem = {};
    private float[] squashed = {}; // tanh(syn) before the quantizer
    private float[] spk = {};
    private float[] dSpk = {};
    private float[] dMem = {};
    private float[] slope = {}; // d spk / d mem
    private float[] before = {}; // mem one step earlier
    private float[] memCarry = {}; // [sequences][H] gradient from the step after, as synCarry
    private float[] synCarry = {};
    private boolean continues;

    SlstmRun(SlstmLayer layer) {
        this.layer = layer;
        hidden = layer.outputs();
        cell = new SlstmCell(hidden);
        zeros = new float[hidden];
    }

    @Override
    public int width() {
        return hidden;
    }

    @Override
    public void forward(LayerInput x, Rows rows) {
        reserve(rows);
        start(rows);
        layer.projection().forward(x, rows, layer.bias(), gates);
        for (int t = 0; t < rows.steps(); t++) {
            step(rows.begin(t), rows.previous(t), rows.active(t));
        }
        spike(rows);
    }

    private void reserve(Rows rows) {
        int size = Math.multiplyExact(rows.end(), hidden);
        if (syn.length < size) {
            gates = new float[Math.multiplyExact(4, size)];
            syn = Arrays.copyOf(syn, size); // with the states that a chunk before left
            mem = Arrays.copyOf(mem, size);
            squashed = new float[size];
            spk = new float[size];
            dSpk = new float[size];
            dMem = new float[size];
            slope = new float[size];
            before = new float[size];
        }
        if (memCarry.length < rows.sequences() * hidden) {
            memCarry = new float[rows.sequences() * hidden];
            synCarry = new float[rows.sequences() * hidden];
        }
    }

    private void start(Rows rows) {
        continues = rows.from() > 0;
        for (int at = 0; !continues && at < rows.sequences() * hidden; at += hidden) {
            for (int j = 0; j < hidden; j++) {
                syn[at + j] = layer.syn0().get(j);
                mem[at + j] = layer.mem0().get(j);
            }
        }
    }

    /** One step of the sequences that run. */
    private void step(int row, int previous, int active) {
        if (!layer.stateless()) {
            cell.recur(
                    mem,
                    previous,
                    layer.parameterValues(),
                    layer.recurrent().at(),
                    gates,
                    row,
                    active);
        }
        cell.activate(gates, row, active);
        for (int b = 0; b < active; b++) {
            int at = (row + b) * hidden;
            cell.advance(
                    gates, 4 * at, previousSyn(), previousAt(previous + b), syn, squashed, mem, at);
            reset(at, previousAt(previous + b));
        }
        if (layer.quantizer() != null) {
            layer.quantizer().apply(syn, row * hidden, active * hidden);
            layer.quantizer().apply(mem, row * hidden, active * hidden);
        }
    }

    private float[] previousSyn() {
        return layer.stateless() ? zeros : syn;
    }

    private float[] previousMem() {
        return layer.stateless() ? zeros : mem;
    }

    private int previousAt(int previousRow) {
        return layer.stateless() ? 0 : previousRow * hidden;
    }

    private void reset(int at, int previousAt) {
        if (layer.reset() == Reset.NONE) {
            return;
        }
        boolean subtract = layer.reset() == Reset.SUBTRACT;
        float[] threshold = layer.threshold();
        float[] previous = previousMem();
        for (int j = 0; j < hidden; j++) {
            if (previous[previousAt + j] > threshold[j]) {
                mem[at + j] = subtract ? mem[at + j] - threshold[j] : 0f;
            }
        }
    }

    private void spike(Rows rows) {
        float[] threshold = layer.threshold();
        for (int at = rows.sequences() * hidden; at < rows.end() * hidden; at += hidden) {
            for (int j = 0; j < hidden; j++) {
                spk[at + j] = mem[at + j] > threshold[j] ? 1f : 0f;
            }
            if (layer.inhibition()) {
                keepOnly(winner(at), spk, at);
            }
        }
    }

    /** The neuron with the largest mem - threshold, the first on a tie. */
    private int winner(int at) {
        float[] threshold = layer.threshold();
        int winner = 0;
        for (int j = 1; j < hidden; j++) {
            if (mem[at + j] - threshold[j] > mem[at + winner] - threshold[winner]) {
                winner = j;
            }
        }
        return winner;
    }

    private void keepOnly(int winner, float[] values, int at) {
        float kept = values[at + winner];
        Arrays.fill(values, at, at + hidden, 0f);
        values[at + winner] = kept;
    }

    @Override
    public void backward(
            LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients gradients) {
        throughSpikes(rows, spikeCost, draw);
        float[] dThreshold = thresholdGradient(rows);
        throughSteps(rows, dThreshold);
        layer.projection().backward(x, rows, gates, gradients);
        parameterGradients(rows, dThreshold, gradients);
    }

    /** d mem += d spk * surrogate(mem - threshold): of the winner alone under inhibition. */
    private void throughSpikes(Rows rows, float[] spikeCost, long draw) {
        int first = rows.sequences() * hidden;
        int count = rows.count() * hidden;
        float[] threshold = layer.threshold();
        for (int at = 0; at < count; at += hidden) {
            for (int j = 0; j < hidden; j++) {
                slope[at + j] = mem[first + at + j] - threshold[j];
            }
        }
        layer.surrogate().differentiate(slope, count, draw);
        for (int at = 0; at < count; at += hidden) {
            if (layer.inhibition()) {
                keepOnly(winner(first + at), slope, at);
            }
            for (int j = 0; j < hidden; j++) {
                float cost = spikeCost == null ? 0f : spikeCost[j];
                slope[at + j] *= dSpk[first + at + j] + cost;
                dMem[first + at + j] += slope[at + j];
            }
        }
    }

    /** d threshold of the spikes [H]; null where the threshold is not learned. */
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
                int previousAt = previousAt(rows.previous(t) + b);
                add(memCarry, b * hidden, dMem, at);
                throughReset(at, previousAt, dThreshold);
                cell.retreat(
                        gates,
                        4 * at,
                        previousSyn(),
                        previousAt,
                        squashed,
                        dMem,
                        at,
                        synCarry,
                        b * hidden);
            }
            if (layer.stateless()) {
                Arrays.fill(synCarry, 0f);
            } else {
                cell.recurBack(gates, rows.begin(t), layer.recurrentRows(), memCarry, active);
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
        float[] previous = previousMem();
        for (int j = 0; j < hidden; j++) {
            if (previous[previousAt + j] > threshold[j]) {
                if (layer.reset() == Reset.ZERO) {
                    dMem[at + j] = 0f;
                } else if (dThreshold != null) {
                    dThreshold[j] -= dMem[at + j];
                }
            }
        }
    }

    private void parameterGradients(Rows rows, float[] dThreshold, ShardGradients gradients) {
        float[] to = gradients.values();
        recurrentGradient(rows, gradients);
        if (layer.hasBias()) {
            int at = gradients.at(layer.biasIhSlot());
            ColumnSums.of(gates, rows.sequences(), rows.end(), 4 * hidden, to, at);
            System.arraycopy(to, at, to, gradients.at(layer.biasHhSlot()), 4 * hidden);
        }
        if (dThreshold != null) {
            int at = gradients.at(layer.thresholdParameter().slot());
            int columns = layer.thresholdParameter().size();
            ColumnSums.of(dThreshold, 0, hidden / columns, columns, to, at);
        }
        if (layer.syn0().isLearned()) {
            int sequences = continues || layer.stateless() ? 0 : rows.sequences();
            ColumnSums.of(synCarry, 0, sequences, hidden, to, gradients.at(layer.syn0().slot()));
            ColumnSums.of(memCarry, 0, sequences, hidden, to, gradients.at(layer.mem0().slot()));
        }
    }

    /** d U = sum over rows of mem one step earlier times d gates, as one product. */
    private void recurrentGradient(Rows rows, ShardGradients gradients) {
        int at = gradients.at(layer.recurrent());
        if (layer.stateless()) {
            Arrays.fill(gradients.values(), at, at + layer.recurrent().size(), 0f);
            return;
        }
        int first = rows.sequences();
        for (int t = 0; t < rows.steps(); t++) {
            System.arraycopy(
                    mem,
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
                        gates,
                        first * 4 * hidden,
                        gradients.values(),
                        at);
    }

    @Override
    public void carry(Rows rows) {
        int last = rows.begin(rows.steps() - 1) * hidden;
        int size = rows.continuing() * hidden;
        System.arraycopy(syn, last, syn, 0, size);
        System.arraycopy(mem, last, mem, 0, size);
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

    /** After the backward pass [rows][4H]. */
    float[] preactivationGradients() {
        return gates;
    }

    /** Synaptic currents. */
    float[] currents() {
        return syn;
    }

    @Override
    public float[] membraneGradients() {
        return dMem;
    }

    @Override
    public void clearGradients(Rows rows) {
        Arrays.fill(dSpk, 0, rows.end() * hidden, 0f);
        Arrays.fill(dMem, 0, rows.end() * hidden, 0f);
    }

    @Override
    public void countSpikes(Rows rows, double[] counts) {
        for (int at = rows.sequences() * hidden; at < rows.end() * hidden; at += hidden) {
            for (int j = 0; j < hidden; j++) {
                counts[j] += spk[at + j];
            }
        }
    }
}
