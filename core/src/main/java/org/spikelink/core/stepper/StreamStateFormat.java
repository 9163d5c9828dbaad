package org.spikelink.core.stepper;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.spikelink.core.frame.BinState;
import org.spikelink.core.readout.WindowState;

/**
 * The bytes of a {@link StreamState}: a version, the session's numbers, then the network's part if the session runs.
 * Whoever changes it writes a new version and keeps reading the old ones. Arrays are written in bulk, little-endian.
 */
public final class StreamStateFormat {
    public static final int VERSION = 1;
    private static final int MAX_LENGTH = 1 << 28;

    private StreamStateFormat() {}

    /** Writes one state. */
    public static void write(StreamState state, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeBoolean(state.live != null);
        out.writeLong(state.session);
        out.writeLong(state.lastSequence);
        out.writeLong(state.lastTimestampMs);
        out.writeLong(state.step);
        out.writeInt(state.partition);
        out.writeLong(state.model);
        if (state.live != null) {
            write(state.live, out);
        }
    }

    private static void write(StreamState.Live live, DataOutput out) throws IOException {
        writeFloats(live.syn, out);
        writeFloats(live.mem, out);
        BinState bin = live.bin;
        out.writeByte(bin.phase().code());
        out.writeLong(bin.originUs());
        out.writeLong(bin.startUs());
        out.writeLong(bin.lastUs());
        out.writeInt(bin.silentBins());
        out.writeInt(bin.events());
        writeInts(bin.indices(), out);
        writeInts(bin.counts(), out);
        WindowState windows = live.windows;
        out.writeLong(windows.steps());
        out.writeLong(windows.endUs());
        out.writeInt(windows.startsUs().length);
        for (long startUs : windows.startsUs()) {
            out.writeLong(startUs);
        }
        writeFloats(windows.scores(), out);
    }

    /**
     * Reads one state.
     *
     * @throws IOException if it is of a version that this one does not know, or damaged
     */
    public static StreamState read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException(
                    "stream state must be of version " + VERSION + " (got " + version + ")");
        }
        boolean running = in.readBoolean();
        long session = in.readLong();
        long lastSequence = in.readLong();
        StreamState state = new StreamState(session, in.readLong());
        state.lastSequence = lastSequence;
        state.step = in.readLong();
        state.partition = in.readInt();
        state.model = in.readLong();
        state.live = running ? readLive(in) : null;
        return state;
    }

    private static StreamState.Live readLive(DataInput in) throws IOException {
        float[] syn = readFloats(in);
        float[] mem = readFloats(in);
        BinState bin =
                new BinState(
                        readPhase(in),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readInt(),
                        in.readInt(),
                        readInts(in),
                        readInts(in));
        long steps = in.readLong();
        long endUs = in.readLong();
        long[] startsUs = new long[length(in)];
        for (int n = 0; n < startsUs.length; n++) {
            startsUs[n] = in.readLong();
        }
        return new StreamState.Live(
                syn, mem, bin, new WindowState(steps, endUs, startsUs, readFloats(in)));
    }

    private static BinState.Phase readPhase(DataInput in) throws IOException {
        int code = in.readUnsignedByte();
        BinState.Phase phase = BinState.Phase.of(code);
        if (phase == null) {
            throw new IOException("stream state: a phase must be 0..2 (got " + code + ")");
        }
        return phase;
    }

    private static void writeFloats(float[] values, DataOutput out) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    private static float[] readFloats(DataInput in) throws IOException {
        float[] values = new float[length(in)];
        readBytes(in, Float.BYTES * values.length).asFloatBuffer().get(values);
        return values;
    }

    private static void writeInts(int[] values, DataOutput out) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    private static int[] readInts(DataInput in) throws IOException {
        int[] values = new int[length(in)];
        readBytes(in, Integer.BYTES * values.length).asIntBuffer().get(values);
        return values;
    }

    private static ByteBuffer readBytes(DataInput in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int length(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_LENGTH) {
            throw new IOException(
                    "stream state: a length must be 0.." + MAX_LENGTH + " (got " + length + ")");
        }
        return length;
    }
}
