package org.spikelink.tests.benchmarks.kernel;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.spikelink.core.layer.LayerWeights;

/**
 * The bytes of an ONNX model that is one LSTM operator: x, h, c in, h, c out. Field numbers are those of onnx.proto;
 * the operator's gates stand in the order i, o, f, c.
 */
final class OnnxModel {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 14;
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int[] GATES = {0, 3, 1, 2}; // of ours i, f, g, o

    private OnnxModel() {}

    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    static byte[] of(KernelCase shape) throws IOException {
        return message(
                out -> {
                    out.writeInt64(1, IR_VERSION);
                    out.writeByteArray(7, graph(shape));
                    out.writeByteArray(8, message(opset -> opset.writeInt64(2, OPSET)));
                });
    }

    private static byte[] graph(KernelCase shape) throws IOException {
        int x = shape.inputs();
        int h = shape.hidden();
        int b = shape.group();
        LayerWeights w = shape.weights();
        float[] bias = new float[8 * h];
        System.arraycopy(reordered(w.get("bias_ih"), h, 1), 0, bias, 0, 4 * h);
        System.arraycopy(reordered(w.get("bias_hh"), h, 1), 0, bias, 4 * h, 4 * h);
        return message(
                out -> {
                    out.writeByteArray(1, lstm(h));
                    out.writeString(2, "lstm");
                    out.writeByteArray(
                            5, tensor("W", reordered(w.get("weight_ih"), h, x), 1, 4 * h, x));
                    out.writeByteArray(
                            5, tensor("R", reordered(w.get("weight_hh"), h, h), 1, 4 * h, h));
                    out.writeByteArray(5, tensor("B", bias, 1, 8 * h));
                    out.writeByteArray(11, value("X", 1, b, x));
                    out.writeByteArray(11, value("h", 1, b, h));
                    out.writeByteArray(11, value("c", 1, b, h));
                    out.writeByteArray(12, value("Y_h", 1, b, h));
                    out.writeByteArray(12, value("Y_c", 1, b, h));
                });
    }

    private static byte[] lstm(int hidden) throws IOException {
        return message(
                out -> {
                    // The two empty names: no lengths of sequences, no output of every step.
                    for (String input : List.of("X", "W", "R", "B", "", "h", "c")) {
                        out.writeString(1, input);
                    }
                    for (String output : List.of("", "Y_h", "Y_c")) {
                        out.writeString(2, output);
                    }
                    out.writeString(4, "LSTM");
                    out.writeByteArray(
                            5,
                            message(
                                    attribute -> {
                                        attribute.writeString(1, "hidden_size");
                                        attribute.writeInt64(3, hidden);
                                        attribute.writeInt32(20, ATTRIBUTE_INT);
                                    }));
                });
    }

    private static float[] reordered(float[] rows, int hidden, int columns) {
        float[] result = new float[rows.length];
        int size = hidden * columns;
        for (int gate = 0; gate < GATES.length; gate++) {
            System.arraycopy(rows, GATES[gate] * size, result, gate * size, size);
        }
        return result;
    }

    private static byte[] tensor(String name, float[] values, int... dims) throws IOException {
        ByteBuffer raw =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return message(
                out -> {
                    for (int dim : dims) {
                        out.writeInt64(1, dim);
                    }
                    out.writeInt32(2, FLOAT);
                    out.writeByteArray(8, name.getBytes(StandardCharsets.UTF_8));
                    out.writeByteArray(9, raw.array());
                });
    }

    private static byte[] value(String name, int... dims) throws IOException {
        byte[] shape =
                message(
                        out -> {
                            for (int dim : dims) {
                                out.writeByteArray(1, message(d -> d.writeInt64(1, dim)));
                            }
                        });
        byte[] tensorType =
                message(
                        out -> {
                            out.writeInt32(1, FLOAT);
                            out.writeByteArray(2, shape);
                        });
        return message(
                out -> {
                    out.writeString(1, name);
                    out.writeByteArray(2, message(type -> type.writeByteArray(1, tensorType)));
                });
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }
}
