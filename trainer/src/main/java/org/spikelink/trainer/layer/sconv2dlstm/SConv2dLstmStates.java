package org.spikelink.trainer.layer.sconv2dlstm;

import java.util.Arrays;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.trainer.layer.Rows;

/** The results of a forward pass that the backward pass needs, and the gradients; rows in the layout of {@link Rows}. */
final class SConv2dLstmStates {
    private final SConv2dLstmSpec spec;
    private final int neurons;
    private final int outputs;

    /** [rows][pixels][4 O] i, f, o, g after activation. */
    float[] gates = {};

    /** [rows][neurons], (c, y, x) ascending, as the next two. */
    float[] syn = {};

    float[] mem = {};
    float[] tanhSyn = {};

    /** [rows][outputs], as all below; the same array as {@link #mem} without pooling. */
    float[] pooled = {};

    float[] spk = {};
    float[] dSpk = {};
    float[] dPooled = {};

    SConv2dLstmStates(SConv2dLstmSpec spec) {
        this.spec = spec;
        neurons = (int) spec.neurons().size();
        outputs = spec.outputs();
    }

    void reserve(Rows rows) {
        int size = Math.multiplyExact(rows.end(), neurons);
        if (syn.length < size) {
            gates = new float[Math.multiplyExact(4, size)];
            syn = Arrays.copyOf(syn, size); // with the final states of the previous chunk
            mem = Arrays.copyOf(mem, size);
            tanhSyn = new float[size];
            int passed = Math.multiplyExact(rows.end(), outputs);
            pooled = spec.pool() == null ? mem : new float[passed];
            spk = new float[passed];
            dSpk = new float[passed];
            dPooled = new float[passed];
        }
    }

    void start(Rows rows) {
        if (rows.from() == 0) {
            Arrays.fill(syn, 0, rows.sequences() * neurons, 0f);
            Arrays.fill(mem, 0, rows.sequences() * neurons, 0f);
        }
    }

    /** Copies the states at the end of the chunk to the first rows. */
    void carry(Rows rows) {
        int last = rows.begin(rows.steps() - 1) * neurons;
        int size = rows.continuing() * neurons;
        System.arraycopy(syn, last, syn, 0, size);
        System.arraycopy(mem, last, mem, 0, size);
    }

    /** Pools mem of a row, as the deployed layer does; nothing without pooling. */
    void pool(int row) {
        if (spec.pool() == null) {
            return;
        }
        for (int j = 0; j < outputs; j++) {
            int first = row * neurons + first(j);
            boolean max = spec.pool().by() == Pooling2d.By.MAX;
            pooled[row * outputs + j] = max ? mem[largest(first)] : mean(first);
        }
    }

    private int first(int output) {
        int k = spec.pool().kernel();
        int pixels = (int) spec.out().pixels();
        int c = output / pixels;
        int y = output % pixels / spec.out().width() * k;
        return (c * spec.in().height() + y) * spec.in().width() + output % spec.out().width() * k;
    }

    /** Position of the first of the largest values of a square. */
    private int largest(int first) {
        int k = spec.pool().kernel();
        int best = first;
        for (int y = 0; y < k; y++) {
            for (int at = first + y * spec.in().width();
                    at < first + y * spec.in().width() + k;
                    at++) {
                best = mem[at] > mem[best] ? at : best;
            }
        }
        return best;
    }

    private float mean(int first) {
        int k = spec.pool().kernel();
        float sum = 0;
        for (int y = 0; y < k; y++) {
            for (int x = 0; x < k; x++) {
                sum += mem[first + y * spec.in().width() + x];
            }
        }
        return sum / (k * k);
    }

    /** Adds the gradients of a row's pooled values, {@link #dPooled}, to those of mem. */
    void unpool(int row, float[] dMem) {
        for (int j = 0; j < outputs; j++) {
            float d = dPooled[row * outputs + j];
            if (spec.pool() == null) {
                dMem[j] += d;
            } else if (spec.pool().by() == Pooling2d.By.MAX) {
                dMem[largest(row * neurons + first(j)) - row * neurons] += d;
            } else {
                spread(first(j), d, dMem);
            }
        }
    }

    private void spread(int first, float d, float[] dMem) {
        int k = spec.pool().kernel();
        for (int y = 0; y < k; y++) {
            for (int x = 0; x < k; x++) {
                dMem[first + y * spec.in().width() + x] += d / (k * k);
            }
        }
    }
}
