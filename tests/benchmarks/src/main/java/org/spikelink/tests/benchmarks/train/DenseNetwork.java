package org.spikelink.tests.benchmarks.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;

/** Two SLSTM layers learned dense on ND4J: cross entropy of rates, BPTT, Adam; temporaries in a workspace. */
final class DenseNetwork implements AutoCloseable {
    private static final WorkspaceConfiguration WORKSPACE =
            WorkspaceConfiguration.builder()
                    .policyAllocation(AllocationPolicy.OVERALLOCATE)
                    .policyLearning(LearningPolicy.FIRST_LOOP)
                    .build();

    private final TrainCase size;
    private final DenseLayer first;
    private final DenseLayer second;
    private final INDArray x; // [X][T B], column-major
    private final float[] frames;
    private final float[] gradient; // [T B][C], as the columns of the second layer
    private int updates;

    DenseNetwork(TrainCase size, Map<String, Tensor> tensors) {
        this.size = size;
        first = layer(size.inputs(), size.hidden(), "layers.0.", tensors);
        second = layer(size.hidden(), size.classes(), "layers.1.", tensors);
        int columns = size.steps() * size.batch();
        x = Nd4j.zeros(new int[] {size.inputs(), columns}, 'f');
        frames = new float[size.inputs() * columns];
        gradient = new float[size.classes() * columns];
    }

    private DenseLayer layer(int inputs, int hidden, String prefix, Map<String, Tensor> tensors) {
        DenseLayer layer = new DenseLayer(size, inputs, hidden);
        layer.w.set(tensors.get(prefix + "weight_ih").values());
        layer.u.set(tensors.get(prefix + "weight_hh").values());
        layer.biasIh.set(tensors.get(prefix + "bias_ih").values());
        layer.biasHh.set(tensors.get(prefix + "bias_hh").values());
        return layer;
    }

    /** One update; its loss. */
    double update(List<LabelledSequence> batch, double rate) {
        try (MemoryWorkspace ignored =
                Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "update")) {
            fill(batch);
            first.forward(x);
            second.forward(first.spk);
            double loss = loss(batch, second.spk.dup('f').data().asFloat());
            write(gradient, second.dSpk);
            second.backward(first.spk, first.dSpk);
            first.backward(x, null);
            for (DenseLayer layer : List.of(first, second)) {
                for (DenseParameter p : List.of(layer.w, layer.u, layer.biasIh, layer.biasHh)) {
                    p.update(rate, updates);
                }
            }
            updates++;
            return loss;
        }
    }

    private void fill(List<LabelledSequence> batch) {
        Arrays.fill(frames, 0f);
        for (int b = 0; b < batch.size(); b++) {
            LabelledSequence s = batch.get(b);
            for (int t = 0; t < size.steps(); t++) {
                int column = (t * size.batch() + b) * size.inputs();
                for (int n = s.start(t); n < s.end(t); n++) {
                    frames[column + s.indices()[n]] = s.values()[n];
                }
            }
        }
        write(frames, x);
    }

    private static void write(float[] from, INDArray to) {
        new FloatPointer(to.data().addressPointer()).put(from, 0, from.length);
    }

    /** Mean over steps and sequences; leaves its gradient. */
    private double loss(List<LabelledSequence> batch, float[] spk) {
        int classes = size.classes();
        int columns = spk.length / classes;
        double loss = 0;
        for (int n = 0; n < columns; n++) {
            int label = batch.get(n % size.batch()).labels()[0];
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(spk[n * classes + c]);
            }
            for (int c = 0; c < classes; c++) {
                double share = Math.exp(spk[n * classes + c]) / sum;
                gradient[n * classes + c] = (float) ((share - (c == label ? 1 : 0)) / columns);
            }
            loss += (Math.log(sum) - spk[n * classes + label]) / columns;
        }
        return loss;
    }

    @Override
    public void close() {
        first.close();
        second.close();
        x.close();
    }
}
