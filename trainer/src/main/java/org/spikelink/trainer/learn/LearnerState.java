package org.spikelink.trainer.learn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The state of a learner as bytes: version, number of updates, parameters, optimizer state. */
final class LearnerState {
    private static final int VERSION = 1;
    private static final int BLOCK = 1 << 14;

    private LearnerState() {}

    static void save(DataOutput out, long updates, float[] parameters, List<float[]> memory)
            throws IOException {
        out.writeInt(VERSION);
        out.writeLong(updates);
        write(out, parameters);
        out.writeInt(memory.size());
        for (float[] values : memory) {
            write(out, values);
        }
    }

    /** Reads the arrays; returns the number of updates. */
    static long restore(DataInput in, float[] parameters, List<float[]> memory) throws IOException {
        expect("version", VERSION, in.readInt());
        long updates = in.readLong();
        read(in, "parameters", parameters);
        expect("optimizer arrays", memory.size(), in.readInt());
        for (float[] values : memory) {
            read(in, "optimizer values", values);
        }
        return updates;
    }

    private static void expect(String what, int expected, int found) throws IOException {
        if (found != expected) {
            throw new IOException(
                    "learning state: %s must be %d (got %d)".formatted(what, expected, found));
        }
    }

    private static void write(DataOutput out, float[] values) throws IOException {
        out.writeInt(values.length);
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES);
        for (int at = 0; at < values.length; at += BLOCK) {
            int n = Math.min(BLOCK, values.length - at);
            bytes.asFloatBuffer().put(values, at, n);
            out.write(bytes.array(), 0, n * Float.BYTES);
        }
    }

    private static void read(DataInput in, String what, float[] values) throws IOException {
        expect(what, values.length, in.readInt());
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES);
        for (int at = 0; at < values.length; at += BLOCK) {
            int n = Math.min(BLOCK, values.length - at);
            in.readFully(bytes.array(), 0, n * Float.BYTES);
            bytes.asFloatBuffer().get(values, at, n);
        }
    }
}
