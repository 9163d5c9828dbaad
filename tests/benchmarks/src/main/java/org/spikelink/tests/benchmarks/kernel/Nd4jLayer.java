package org.spikelink.tests.benchmarks.kernel;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.layer.LayerWeights;

/** The equations in ND4J, operation by operation, in a workspace, so that temporaries cost no allocation. */
final class Nd4jLayer implements RivalLayer {
    private static final WorkspaceConfiguration WORKSPACE =
            WorkspaceConfiguration.builder()
                    .policyAllocation(AllocationPolicy.OVERALLOCATE)
                    .policyLearning(LearningPolicy.FIRST_LOOP)
                    .build();

    private final KernelCase shape;
    private final INDArray w; // [X][4H]
    private final INDArray u; // [H][4H]
    private final INDArray bias; // [1][4H]
    private final INDArray x; // [B][X]
    private final List<INDArray> syn = new ArrayList<>(); // [B][H] each
    private final List<INDArray> mem = new ArrayList<>();

    Nd4jLayer(KernelCase shape) {
        this.shape = shape;
        int h = shape.hidden();
        LayerWeights weights = shape.weights();
        w = Nd4j.create(weights.get("weight_ih"), 4L * h, shape.inputs()).transpose().dup('f');
        u = Nd4j.create(weights.get("weight_hh"), 4L * h, h).transpose().dup('f');
        bias =
                Nd4j.create(weights.get("bias_ih"), 1, 4L * h)
                        .addi(Nd4j.create(weights.get("bias_hh"), 1, 4L * h));
        x = Nd4j.zeros(shape.group(), shape.inputs());
        for (int n = 0; n < shape.streams() / shape.group(); n++) {
            syn.add(Nd4j.zeros(shape.group(), h));
            mem.add(Nd4j.zeros(shape.group(), h));
        }
    }

    @Override
    public void step(int group, FrameGroup frame) {
        try (MemoryWorkspace ignored =
                Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "step")) {
            x.assign(dense(frame));
            INDArray pre = x.mmul(w).addi(mem.get(group).mmul(u)).addiRowVector(bias);
            INDArray i = Transforms.sigmoid(gate(pre, 0), false);
            INDArray f = Transforms.sigmoid(gate(pre, 1), false);
            INDArray g = Transforms.tanh(gate(pre, 2), false);
            INDArray o = Transforms.sigmoid(gate(pre, 3), false);
            syn.get(group).muli(f).addi(i.muli(g));
            mem.get(group).assign(Transforms.tanh(syn.get(group), true).muli(o));
        }
    }

    private INDArray gate(INDArray pre, int gate) {
        int h = shape.hidden();
        return pre.get(NDArrayIndex.all(), NDArrayIndex.interval((long) gate * h, (gate + 1L) * h));
    }

    private INDArray dense(FrameGroup frame) {
        float[] values = new float[shape.group() * shape.inputs()];
        for (int b = 0; b < frame.streams(); b++) {
            for (int n = frame.start(b); n < frame.end(b); n++) {
                values[b * shape.inputs() + frame.indices()[n]] = frame.values()[n];
            }
        }
        return Nd4j.create(values, shape.group(), shape.inputs());
    }

    @Override
    public float[] syn(int group) {
        return syn.get(group).dup('c').data().asFloat();
    }

    @Override
    public float[] mem(int group) {
        return mem.get(group).dup('c').data().asFloat();
    }

    @Override
    public void close() {
        for (INDArray array : List.of(w, u, bias, x)) {
            array.close();
        }
        syn.forEach(INDArray::close);
        mem.forEach(INDArray::close);
    }
}
