package org.spikelink.core.stepper;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.spikelink.core.bins.BinState;
import org.spikelink.core.encoder.SampleMemory;
import org.spikelink.core.network.NetworkState;
import org.spikelink.core.readout.WindowState;

/**
 * The bytes of a {@link StreamState}: a version, the session's numbers, then the network's part if the session runs. In
 * front of them is the number of events that the sender has dropped, behind a version of its own, if there are any.
 * A change needs a new version, and the old ones stay readable. Arrays are written in bulk, little-endian.
 */
public final class StreamStateFormat {
    /** In front of the state of a stream whose sender has dropped events: their number, then the state in its own version. */
    public static final int SHED_VERSION = 7;

    /** In front of all else, for a stream with shadows: their number, then each, then the state in its own version. */
    public static final int SHADOW_VERSION = 8;

    /** The newest version of all else, written for streams that may change their model; others are written in the versions before it. */
    public static final int VERSION = 6;

    /** Lacks the sha256 of the model and the step at which it was taken up; written for models that decide windows early. */
    public static final int EARLY_VERSION = 5;

    /** Lacks the windows' counts of confident steps. */
    public static final int NAMED_VERSION = 4;

    /** Lacks the time when the stream was last seen. */
    private static final int VERSION_1 = 1;

    /** Lacks pending samples and the encoder's state. */
    private static final int VERSION_2 = 2;

    /** Lacks the names of state variables, which are syn and mem. */
    public static final int SYN_AND_MEM_VERSION = 3;

    private static final List<String> SYN_AND_MEM = List.of("syn", "mem");

    private static final int MAX_LENGTH = 1 << 28;
    private static final int FIRST_BYTES = 1 << 16;
    private static final int SHA256_BYTES = 32;

    private StreamStateFormat() {}

    /** Writes one state. */
    public static void write(StreamState state, DataOutput out) throws IOException {
        int version = version(state);
        if (!state.shadows.isEmpty()) {
            out.writeByte(SHADOW_VERSION);
            writeShadows(state.shadows, out);
        }
        if (state.shedEvents > 0) {
            out.writeByte(SHED_VERSION);
            out.writeLong(state.shedEvents);
        }
        out.writeByte(version);
        out.writeBoolean(state.live != null);
        out.writeLong(state.session);
        out.writeLong(state.lastSequence);
        out.writeLong(state.lastTimestampMs);
        out.writeLong(state.step);
        out.writeInt(state.partition);
        out.writeLong(state.model);
        out.writeLong(state.lastActiveMs);
        if (version == VERSION) {
            out.write(HexFormat.of().parseHex(state.sha256));
            out.writeLong(state.modelStep);
        }
        if (state.live != null) {
            write(state.live, version, out);
        }
    }

    /** The oldest version that holds the state. */
    private static int version(StreamState state) {
        if (state.sha256 != null) {
            return VERSION;
        }
        if (state.live == null) {
            return SYN_AND_MEM_VERSION;
        }
        if (state.live.windows.confident().length > 0) {
            return EARLY_VERSION;
        }
        return state.variables().equals(SYN_AND_MEM) ? SYN_AND_MEM_VERSION : NAMED_VERSION;
    }

    private static void write(StreamState.Live live, int version, DataOutput out)
            throws IOException {
        write(live.network, version >= NAMED_VERSION, out);
        BinState bin = live.bin;
        out.writeByte(bin.phase().code());
        out.writeLong(bin.originUs());
        out.writeLong(bin.startUs());
        out.writeLong(bin.lastUs());
        out.writeInt(bin.silentBins());
        out.writeInt(bin.events());
        writeInts(bin.indices(), out);
        writeInts(bin.counts(), out);
        writeFloats(bin.pool(), out);
        writeFloats(bin.memory().values(), out);
        write(live.windows, version >= EARLY_VERSION, out);
    }

    private static void write(NetworkState network, boolean named, DataOutput out)
            throws IOException {
        List<String> variables = network.variables();
        if (named) {
            out.writeInt(variables.size());
        }
        for (int v = 0; v < variables.size(); v++) {
            if (named) {
                out.writeUTF(variables.get(v));
            }
            writeFloats(network.values(v), out);
        }
    }

    private static void write(WindowState windows, boolean early, DataOutput out)
            throws IOException {
        out.writeLong(windows.steps());
        out.writeLong(windows.endUs());
        out.writeInt(windows.startsUs().length);
        for (long startUs : windows.startsUs()) {
            out.writeLong(startUs);
        }
        writeFloats(windows.scores(), out);
        if (early) {
            writeInts(windows.confident(), out);
        }
    }

    private static void writeShadows(List<ShadowState> shadows, DataOutput out) throws IOException {
        out.writeInt(shadows.size());
        for (ShadowState shadow : shadows) {
            out.write(HexFormat.of().parseHex(shadow.sha256));
            out.writeLong(shadow.firstStep);
            write(shadow.network, true, out);
            write(shadow.windows, true, out);
            List<WindowPairs.Waiting> waiting = shadow.pairs.waiting();
            out.writeInt(waiting.size());
            for (WindowPairs.Waiting each : waiting) {
                out.writeLong(each.startUs());
                out.writeInt(each.answer());
                out.writeBoolean(each.ofShadow());
            }
        }
    }

    /**
     * Reads one state.
     *
     * @throws IOException if its version is unknown or it is damaged
     */
    public static StreamState read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        List<ShadowState> shadows = List.of();
        if (version == SHADOW_VERSION) {
            shadows = readShadows(in);
            version = in.readUnsignedByte();
        }
        long shedEvents = 0;
        if (version == SHED_VERSION) {
            shedEvents = in.readLong();
            version = in.readUnsignedByte();
        }
        if (version < VERSION_1 || version > VERSION) {
            throw new IOException(
                    "stream state must be of version 1 to "
                            + SHADOW_VERSION
                            + " (got "
                            + version
                            + ")");
        }
        boolean running = in.readBoolean();
        long session = in.readLong();
        long lastSequence = in.readLong();
        StreamState state = new StreamState(session, in.readLong());
        state.lastSequence = lastSequence;
        state.shedEvents = shedEvents;
        state.shadows = shadows;
        state.step = in.readLong();
        state.partition = in.readInt();
        state.model = in.readLong();
        state.lastActiveMs = version == VERSION_1 ? state.lastTimestampMs : in.readLong();
        if (version == VERSION) {
            state.sha256 = readSha256(in);
            state.modelStep = in.readLong();
        }
        state.live = running ? readLive(version, in) : null;
        return state;
    }

    private static StreamState.Live readLive(int version, DataInput in) throws IOException {
        NetworkState network = version < NAMED_VERSION ? readSynAndMem(in) : readVariables(in);
        BinState bin =
                new BinState(
                        readPhase(in),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readInt(),
                        in.readInt(),
                        readInts(in),
                        readInts(in),
                        version <= VERSION_2 ? new float[0] : readFloats(in),
                        new SampleMemory(version <= VERSION_2 ? new float[0] : readFloats(in)));
        return new StreamState.Live(network, bin, readWindows(version >= EARLY_VERSION, in));
    }

    private static WindowState readWindows(boolean early, DataInput in) throws IOException {
        long steps = in.readLong();
        long endUs = in.readLong();
        long[] startsUs = readLongs(in);
        float[] scores = readFloats(in);
        return new WindowState(steps, endUs, startsUs, scores, early ? readInts(in) : new int[0]);
    }

    private static String readSha256(DataInput in) throws IOException {
        byte[] sha256 = new byte[SHA256_BYTES];
        in.readFully(sha256);
        return HexFormat.of().formatHex(sha256);
    }

    private static List<ShadowState> readShadows(DataInput in) throws IOException {
        List<ShadowState> shadows = new ArrayList<>();
        int count = length(in);
        for (int n = 0; n < count; n++) {
            shadows.add(
                    new ShadowState(
                            readSha256(in),
                            in.readLong(),
                            readVariables(in),
                            readWindows(true, in),
                            readPairs(in)));
        }
        return shadows;
    }

    private static WindowPairs readPairs(DataInput in) throws IOException {
        WindowPairs pairs = new WindowPairs();
        int count = length(in);
        for (int n = 0; n < count; n++) {
            pairs.add(new WindowPairs.Waiting(in.readLong(), in.readInt(), in.readBoolean()));
        }
        return pairs;
    }

    private static NetworkState readSynAndMem(DataInput in) throws IOException {
        return new NetworkState(SYN_AND_MEM, new float[][] {readFloats(in), readFloats(in)});
    }

    private static NetworkState readVariables(DataInput in) throws IOException {
        List<String> names = new ArrayList<>();
        List<float[]> values = new ArrayList<>();
        int count = length(in);
        for (int v = 0; v < count; v++) {
            names.add(in.readUTF().intern());
            values.add(readFloats(in));
        }
        return new NetworkState(names, values.toArray(float[][]::new));
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
        ByteBuffer bytes = readBytes(in, (long) Float.BYTES * length(in));
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
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
        ByteBuffer bytes = readBytes(in, (long) Integer.BYTES * length(in));
        int[] values = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(values);
        return values;
    }

    private static long[] readLongs(DataInput in) throws IOException {
        int length = length(in);
        long[] values = new long[Math.min(length, FIRST_BYTES / Long.BYTES)];
        for (int n = 0; n < length; n++) {
            if (n == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(length, 2L * n));
            }
            values[n] = in.readLong();
        }
        return values;
    }

    /** Allocates as bytes arrive, because a damaged length could be huge. */
    private static ByteBuffer readBytes(DataInput in, long length) throws IOException {
        byte[] bytes = new byte[(int) Math.min(length, FIRST_BYTES)];
        in.readFully(bytes);
        for (int at = bytes.length; at < length; at = bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * at));
            in.readFully(bytes, at, bytes.length - at);
        }
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
