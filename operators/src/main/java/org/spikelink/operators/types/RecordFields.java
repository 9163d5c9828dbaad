package org.spikelink.operators.types;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Rejected;

/** Serializes the fields that several records share. */
final class RecordFields {
    private static final int NULL = -1;

    private RecordFields() {}

    static void writeOrigin(Origin origin, DataOutput out) throws IOException {
        out.writeUTF(origin.topic());
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
        out.writeLong(origin.timestampMs());
    }

    static Origin readOrigin(DataInput in) throws IOException {
        return new Origin(in.readUTF(), in.readInt(), in.readLong(), in.readLong());
    }

    static void writeRejected(Rejected rejected, DataOutput out) throws IOException {
        out.writeUTF(rejected.stream());
        writeBytes(rejected.value(), out);
        out.writeBoolean(rejected.truncated());
        out.writeUTF(rejected.error());
        writeOrigin(rejected.origin(), out);
    }

    static Rejected readRejected(DataInput in) throws IOException {
        return new Rejected(
                in.readUTF(), readBytes(in), in.readBoolean(), in.readUTF(), readOrigin(in));
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes == null ? NULL : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    static byte[] readBytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    static void writeInts(int[] values, DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    static int[] readInts(DataInput in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int n = 0; n < values.length; n++) {
            values[n] = in.readInt();
        }
        return values;
    }

    static void writeFloats(float[] values, DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    static float[] readFloats(DataInput in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int n = 0; n < values.length; n++) {
            values[n] = in.readFloat();
        }
        return values;
    }
}
