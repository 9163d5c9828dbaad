package org.spikelink.trainer.run;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spikelink.core.model.Tensor;

/** Copies and serializes a network's tensors by name, bit for bit. */
final class Weights {
    private Weights() {}

    /** A deep copy. */
    static Map<String, Tensor> copy(Map<String, Tensor> tensors) {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        tensors.forEach((name, t) -> copy.put(name, new Tensor(t.shape(), t.values().clone())));
        return copy;
    }

    static void write(Map<String, Tensor> tensors, DataOutput out) throws IOException {
        out.writeInt(tensors.size());
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue().shape().length);
            for (int size : entry.getValue().shape()) {
                out.writeInt(size);
            }
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * entry.getValue().values().length);
            bytes.asFloatBuffer().put(entry.getValue().values());
            out.write(bytes.array());
        }
    }

    static Map<String, Tensor> read(DataInput in) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            int[] shape = new int[in.readInt()];
            for (int n = 0; n < shape.length; n++) {
                shape[n] = in.readInt();
            }
            byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, (int) Tensor.size(shape))];
            in.readFully(bytes);
            float[] values = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
            tensors.put(name, new Tensor(shape, values));
        }
        return tensors;
    }
}
