package org.spikelink.trainer.layer.slstm;

import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.trainer.layer.LayerInput;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.layer.ShardGradients;

/** Forward and backward pass of an slstm layer for one shard. */
public final class SlstmRun implements LayerRun {
    private final TrainableSlstm layer;
    private final int hidden;
    private final SlstmCell cell;
    private final SlstmStates s;
    private final SlstmBackward backward;

    SlstmRun(TrainableSlstm layer) {
        this.layer = layer;
        hidden = layer.outputs();
        cell = new SlstmCell(hidden);
        s = new SlstmStates(hidden, layer.stateless());
        backward = new SlstmBackward(layer, cell, s);
    }

    @Override
    public int width() {
        return hidden;
    }

    @Override
    public void forward(LayerInput x, Rows rows) {
        s.reserve(rows);
        start(rows);
        layer.projection().forward(x, rows, layer.bias(), s.gates);
        for (int t = 0; t < rows.steps(); t++) {
            step(rows.begin(t), rows.previous(t), rows.active(t));
        }
        spike(rows);
    }

    private void start(Rows rows) {
        boolean continues = rows.from() > 0;
        for (int at = 0; !continues && at < rows.sequences() * hidden; at += hidden) {
            for (int j = 0; j < hidden; j++) {
                s.syn[at + j] = layer.syn0().get(j);
                s.mem[at + j] = layer.mem0().get(j);
            }
        }
    }

    /** One step of the running sequences. */
    private void step(int row, int previous, int active) {
        if (layer.recurs()) {
            cell.recur(
                    s.mem,
                    previous,
                    layer.parameterValues(),
                    layer.recurrent().at(),
                    layer.fedBack(),
                    s.gates,
                    row,
                    active);
        }
        cell.activate(s.gates, row, active);
        for (int b = 0; b < active; b++) {
            int at = (row + b) * hidden;
            cell.advance(
                    s.gates,
                    4 * at,
                    s.previousSyn(),
                    s.previousAt(previous + b),
                    s.syn,
                    s.tanhSyn,
                    s.mem,
                    at);
            reset(at, s.previousAt(previous + b));
        }
        if (layer.quantizer() != null) {
            layer.quantizer().apply(s.syn, row * hidden, active * hidden);
            layer.quantizer().apply(s.mem, row * hidden, active * hidden);
        }
    }

    private void reset(int at, int previousAt) {
        if (layer.reset() == Reset.NONE) {
            return;
        }
        boolean subtract = layer.reset() == Reset.SUBTRACT;
        float[] threshold = layer.threshold();
        float[] previous = s.previousMem();
        for (int j = 0; j < hidden; j++) {
            if (previous[previousAt + j] > threshold[j]) {
                s.mem[at + j] = subtract ? s.mem[at + j] - threshold[j] : 0f;
            }
        }
    }

    private void spike(Rows rows) {
        float[] threshold = layer.threshold();
        for (int at = rows.sequences() * hidden; at < rows.end() * hidden; at += hidden) {
            for (int j = 0; j < hidden; j++) {
                s.spk[at + j] = s.mem[at + j] > threshold[j] ? 1f : 0f;
            }
            if (layer.inhibition()) {
                s.keepOnly(s.winner(at, threshold), s.spk, at);
            }
        }
    }

    @Override
    public void backward(
            LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients gradients) {
        backward.run(x, rows, spikeCost, draw, gradients);
    }

    @Override
    public void carry(Rows rows) {
        s.carry(rows);
    }

    @Override
    public float[] outputs() {
        return s.spk;
    }

    @Override
    public float[] outputGradients() {
        return s.dSpk;
    }

    @Override
    public float[] membranes() {
        return s.mem;
    }

    /** Gradients of the pre-activations [rows][4H]. */
    @Override
    public float[] inputSumGradients() {
        return s.gates;
    }

    @Override
    public float[] state(int variable) {
        return variable == SlstmSpec.SYN ? s.syn : s.mem;
    }

    @Override
    public float[] membraneGradients() {
        return s.dMem;
    }
}
