package org.spikelink.connectors.checkpoints;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, as {@code torch.save} does, for files that PyTorch would not write. */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle() {
        raw(0x80, 2);
    }

    Pickle raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    Pickle op(String opcodes) {
        out.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Pickle global(String module, String name) {
        return op("c" + module + "\n" + name + "\n");
    }

    Pickle text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op("X").out.writeBytes(little(bytes.length, 4));
        out.writeBytes(bytes);
        return this;
    }

    /** LONG1 of eight bytes. */
    Pickle whole(long value) {
        raw(0x8a, 8).out.writeBytes(little(value, 8));
        return this;
    }

    Pickle wholes(long... values) {
        op("(");
        for (long value : values) {
            whole(value);
        }
        return op("t");
    }

    Pickle storage(String type, String key, long elements) {
        return op("(").text("storage")
                .global("torch", type)
                .text(key)
                .text("cpu")
                .whole(elements)
                .op("tQ");
    }

    Pickle tensor(
            String type, String key, long elements, long offset, long[] shape, long[] strides) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .op("(")
                .storage(type, key, elements)
                .whole(offset)
                .wholes(shape)
                .wholes(strides)
                .raw(0x89)
                .global("collections", "OrderedDict")
                .op(")RtR");
    }

    /** A float tensor of one dimension that fills its storage. */
    Pickle vector(String key, long elements) {
        return tensor("FloatStorage", key, elements, 0, new long[] {elements}, new long[] {1});
    }

    byte[] bytes() {
        op(".");
        return out.toByteArray();
    }

    static byte[] little(long value, int bytes) {
        byte[] eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        return java.util.Arrays.copyOf(eight, bytes);
    }
}
