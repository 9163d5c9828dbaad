package org.spikelink.tests.benchmarks.train;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One SLSTM layer for all steps of a batch on ND4J, operation by operation. All matrices are in column-major order, a
 * column for each sequence and step, so that a step is contiguous and gemm copies nothing; input products, their
 * gradients and that of U are one product each.
 */
final class DenseLayer implements AutoCloseable {
    private static final float THRESHOLD = 0.1f;

    private final int hidden;
    private final int steps;
    private final int batch;
    final DenseParameter w; // [X][4H]
    final DenseParameter u; // [H][4H]
    final DenseParameter biasIh; // [4H][1]
    final DenseParameter biasHh;
    private final INDArray gates; // [4H][T B] i, f, g, o; then their gradients
    private final INDArray syn; // [H][(T + 1) B], the first B columns zero; as mem
    private final INDArray mem;
    private final INDArray tanhSyn; // [H][T B] tanh(syn)
    final INDArray spk; // [H][T B]
    final INDArray dSpk;

    DenseLayer(TrainCase size, int inputs, int hidden) {
        this.hidden = hidden;
        steps = size.steps();
        batch = size.batch();
        w = new DenseParameter(inputs, 4 * hidden);
        u = new DenseParameter(hidden, 4 * hidden);
        biasIh = new DenseParameter(4 * hidden, 1);
        biasHh = new DenseParameter(4 * hidden, 1);
        int columns = steps * batch;
        gates = zeros(4 * hidden, columns);
        syn = zeros(hidden, columns + batch);
        mem = zeros(hidden, columns + batch);
        tanhSyn = zeros(hidden, columns);
        spk = zeros(hidden, columns);
        dSpk = zeros(hidden, columns);
    }

    private static INDArray zeros(int rows, int columns) {
        return Nd4j.zeros(new int[] {rows, columns}, 'f');
    }

    /** x [X][T B]. */
    void forward(INDArray x) {
        Nd4j.gemm(w.values, x, gates, true, false, 1, 0);
        gates.addiColumnVector(biasIh.values.add(biasHh.values));
        for (int t = 0; t < steps; t++) {
            INDArray pre = step(gates, t);
            Nd4j.gemm(u.values, step(mem, t), pre, true, false, 1, 1);
            Transforms.sigmoid(pre.get(rows(0, 2), all()), false);
            INDArray g = Transforms.tanh(gate(pre, 2), false);
            INDArray o = Transforms.sigmoid(gate(pre, 3), false);
            INDArray s = step(syn, t + 1);
            s.assign(gate(pre, 1).mul(step(syn, t))).addi(gate(pre, 0).mul(g));
            INDArray tanhSynT = step(tanhSyn, t);
            Transforms.tanh(tanhSynT.assign(s), false);
            step(mem, t + 1).assign(tanhSynT).muli(o);
        }
        spk.assign(after(mem).gt(THRESHOLD));
    }

    /** From {@link #dSpk} to the gradients of all parameters, and of x where {@code dx} is given. */
    void backward(INDArray x, INDArray dx) {
        INDArray scaled = after(mem).sub(THRESHOLD).muli(Math.PI);
        INDArray dMem = dSpk.div(scaled.muli(scaled).addi(1)); // atan, alpha 2
        INDArray synCarry = zeros(hidden, batch);
        INDArray memCarry = zeros(hidden, batch);
        for (int t = steps - 1; t >= 0; t--) {
            INDArray pre = step(gates, t);
            INDArray i = gate(pre, 0).dup('f');
            INDArray f = gate(pre, 1).dup('f');
            INDArray g = gate(pre, 2).dup('f');
            INDArray o = gate(pre, 3).dup('f');
            INDArray tanhSynT = step(tanhSyn, t);
            INDArray dm = step(dMem, t).addi(memCarry);
            INDArray ds = tanhSynT.mul(tanhSynT).rsubi(1).muli(o).muli(dm).addi(synCarry);
            gate(pre, 0).assign(i.rsub(1).muli(i).muli(g).muli(ds));
            gate(pre, 1).assign(f.rsub(1).muli(f).muli(step(syn, t)).muli(ds));
            gate(pre, 2).assign(g.mul(g).rsubi(1).muli(i).muli(ds));
            gate(pre, 3).assign(o.rsub(1).muli(o).muli(tanhSynT).muli(dm));
            synCarry.assign(ds.muli(f));
            Nd4j.gemm(u.values, pre, memCarry, false, false, 1, 0);
        }
        Nd4j.gemm(x, gates, w.gradients, false, true, 1, 0);
        Nd4j.gemm(before(mem), gates, u.gradients, false, true, 1, 0);
        biasIh.gradients.assign(gates.sum(1).reshape('f', 4L * hidden, 1));
        biasHh.gradients.assign(biasIh.gradients);
        if (dx != null) {
            Nd4j.gemm(w.values, gates, dx, false, false, 1, 0);
        }
    }

    private INDArray step(INDArray columns, int t) {
        return columns.get(all(), NDArrayIndex.interval((long) t * batch, (t + 1L) * batch));
    }

    private INDArray after(INDArray states) {
        return states.get(all(), NDArrayIndex.interval(batch, (steps + 1L) * batch));
    }

    private INDArray before(INDArray states) {
        return states.get(all(), NDArrayIndex.interval(0, (long) steps * batch));
    }

    private INDArray gate(INDArray pre, int gate) {
        return pre.get(rows(gate, gate + 1), all());
    }

    private INDArrayIndex rows(int fromGate, int toGate) {
        return NDArrayIndex.interval((long) fromGate * hidden, (long) toGate * hidden);
    }

    private static INDArrayIndex all() {
        return NDArrayIndex.all();
    }

    @Override
    public void close() {
        for (DenseParameter p : new DenseParameter[] {w, u, biasIh, biasHh}) {
            p.close();
        }
        for (INDArray array : new INDArray[] {gates, syn, mem, tanhSyn, spk, dSpk}) {
            array.close();
        }
    }
}
