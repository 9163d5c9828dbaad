package org.spikelink.tests.benchmarks.kernel;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikelink.core.frame.FrameGroup;

/**
 * ONNX Runtime's LSTM operator, one thread. Nothing is copied that need not be: inputs and outputs are direct
 * buffers, outputs pinned; of x only what changed is written.
 */
final class OnnxLayer implements RivalLayer {
    private final KernelCase shape;
    private final OrtSession session;
    private final FloatBuffer x;
    private final OnnxTensor xTensor;
    private final List<States> groups = new ArrayList<>();
    private FrameGroup written;

    OnnxLayer(KernelCase shape) throws OrtException, IOException {
        this.shape = shape;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(OnnxModel.of(shape), options);
        }
        x = floats(shape.group() * shape.inputs());
        xTensor =
                OnnxTensor.createTensor(
                        environment, x, new long[] {1, shape.group(), shape.inputs()});
        for (int n = 0; n < shape.streams() / shape.group(); n++) {
            groups.add(new States(environment, shape));
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(Float.BYTES * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void step(int group, FrameGroup frame) throws OrtException {
        if (written != null) {
            put(written, false);
        }
        put(frame, true);
        written = frame;
        States states = groups.get(group);
        session.run(states.in(xTensor), states.out()).close();
        states.swap();
    }

    private void put(FrameGroup frame, boolean values) {
        for (int b = 0; b < frame.streams(); b++) {
            for (int n = frame.start(b); n < frame.end(b); n++) {
                x.put(b * shape.inputs() + frame.indices()[n], values ? frame.values()[n] : 0f);
            }
        }
    }

    @Override
    public float[] syn(int group) {
        return groups.get(group).c[groups.get(group).current].values();
    }

    @Override
    public float[] mem(int group) {
        return groups.get(group).h[groups.get(group).current].values();
    }

    @Override
    public void close() throws OrtException {
        session.close();
        xTensor.close();
        for (States states : groups) {
            states.close();
        }
    }

    /** A tensor and the memory behind it. */
    private record Pinned(OnnxTensor tensor, FloatBuffer buffer) {
        float[] values() {
            float[] values = new float[buffer.capacity()];
            buffer.get(0, values);
            return values;
        }
    }

    /** h and c of one group, twice: one is read while the other is written. */
    private static final class States {
        private final Pinned[] h;
        private final Pinned[] c;
        private int current;

        States(OrtEnvironment environment, KernelCase shape) throws OrtException {
            h = new Pinned[] {pinned(environment, shape), pinned(environment, shape)};
            c = new Pinned[] {pinned(environment, shape), pinned(environment, shape)};
        }

        private static Pinned pinned(OrtEnvironment environment, KernelCase shape)
                throws OrtException {
            FloatBuffer buffer = floats(shape.group() * shape.hidden());
            long[] dims = {1, shape.group(), shape.hidden()};
            return new Pinned(OnnxTensor.createTensor(environment, buffer, dims), buffer);
        }

        Map<String, OnnxTensor> in(OnnxTensor x) {
            return Map.of("X", x, "h", h[current].tensor(), "c", c[current].tensor());
        }

        Map<String, OnnxTensor> out() {
            int next = 1 - current;
            return Map.of("Y_h", h[next].tensor(), "Y_c", c[next].tensor());
        }

        void swap() {
            current = 1 - current;
        }

        void close() {
            for (int n = 0; n < 2; n++) {
                h[n].tensor().close();
                c[n].tensor().close();
            }
        }
    }
}
