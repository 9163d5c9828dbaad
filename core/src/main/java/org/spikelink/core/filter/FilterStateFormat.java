package org.spikelink.core.filter;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a {@link FilterState}: a version, the number of filters, for each its clock, then the pixels that any of them
 * knows, see {@link PixelTable}. A change needs a new version, and the old ones stay readable.
 */
public final class FilterStateFormat {
    public static final int VERSION = 2;

    /** Has a list of pixels for each filter, 8 bytes a pixel. */
    private static final int VERSION_1 = 1;

    private static final int MAX_PIXELS = 1 << 28;
    private static final int FIRST_BYTES = 1 << 16;

    private FilterStateFormat() {}

    /** Writes one state. */
    public static void write(FilterState state, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(state.memories().size());
        for (FilterMemory memory : state.memories()) {
            out.writeLong(memory.nowUs());
        }
        if (!state.memories().isEmpty()) {
            PixelTable table = PixelTable.of(state.memories());
            out.writeInt(table.size());
            out.write(table.bytes(), 0, table.size());
        }
    }

    /**
     * Reads one state.
     *
     * @throws IOException if its version is unknown or it is damaged
     */
    public static FilterState read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version < VERSION_1 || version > VERSION) {
            throw new IOException(
                    "filter state must be of version 1 to " + VERSION + " (got " + version + ")");
        }
        int filters = in.readUnsignedByte();
        return new FilterState(version == VERSION_1 ? readLists(filters, in) : read(filters, in));
    }

    private static List<FilterMemory> read(int filters, DataInput in) throws IOException {
        if (filters == 0) {
            return List.of();
        }
        long[] nowsUs = new long[filters];
        for (int n = 0; n < filters; n++) {
            nowsUs[n] = in.readLong();
        }
        byte[] table = readBytes(in, length(in));
        return PixelTable.read(
                nowsUs, new DataInputStream(new ByteArrayInputStream(table)), table.length);
    }

    private static List<FilterMemory> readLists(int filters, DataInput in) throws IOException {
        List<FilterMemory> memories = new ArrayList<>();
        for (int n = 0; n < filters; n++) {
            long nowUs = in.readLong();
            int count = length(in);
            int[] pixels = readInts(in, count);
            if (Arrays.stream(pixels).anyMatch(pixel -> pixel < 0)) {
                throw new IOException("filter state: pixels must be from 0 (got a negative one)");
            }
            memories.add(new FilterMemory(nowUs, pixels, readInts(in, count)));
        }
        return memories;
    }

    private static int length(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_PIXELS) {
            throw new IOException(
                    "filter state: a length must be 0..%d (got %d)".formatted(MAX_PIXELS, length));
        }
        return length;
    }

    private static int[] readInts(DataInput in, int count) throws IOException {
        byte[] bytes = readBytes(in, 4L * count);
        int[] values = new int[count];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }

    /** Allocates as bytes arrive, because a damaged length could be huge. */
    private static byte[] readBytes(DataInput in, long length) throws IOException {
        byte[] bytes = new byte[(int) Math.min(length, FIRST_BYTES)];
        in.readFully(bytes);
        for (int at = bytes.length; at < length; at = bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * at));
            in.readFully(bytes, at, bytes.length - at);
        }
        return bytes;
    }
}
