package org.spikelink.connectors.recordings.series.numpy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.HeapRoom;

/**
 * An array as NumPy stores it (format versions 1 to 3). Its header has been read, its values are read once and are not kept:
 * only the caller decides what memory they take.
 */
final class NpyArray {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 20;
    private static final int BLOCK_VALUES = 1 << 13;

    private final String name;
    private final NpyHeader header;
    private final InputStream in;
    private final long valuesAt;

    private NpyArray(String name, NpyHeader header, InputStream in, long valuesAt) {
        this.name = name;
        this.header = header;
        this.in = in;
        this.valuesAt = valuesAt;
    }

    /**
     * Reads the header of an array, which must fill its file.
     *
     * @param name of its file, for messages
     * @param in from which the values are read later; closed by the caller
     * @param size of the file, bytes
     */
    static NpyArray open(String name, InputStream in, long size) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            byte[] magic = data.readNBytes(MAGIC.length);
            if (magic.length < MAGIC.length
                    && Arrays.equals(magic, Arrays.copyOf(MAGIC, magic.length))) {
                throw new EOFException();
            }
            if (!Arrays.equals(magic, MAGIC)) {
                throw new RecordingException(name, 0, "an array must begin with \\x93NUMPY", null);
            }
            int version = data.readUnsignedByte();
            data.readUnsignedByte();
            int length = headerLength(name, data, version);
            String text = new String(exactly(data, length), StandardCharsets.UTF_8);
            NpyHeader header = NpyHeader.parse(name, text);
            long at = MAGIC.length + 2L + (version == 1 ? 2 : 4) + length;
            long expected = at + (long) header.count() * header.type().bytes();
            if (size != expected) {
                throw new RecordingException(
                        name,
                        Math.min(size, expected),
                        "an array of shape %s must take %d bytes (got %d)"
                                .formatted(Arrays.toString(header.shape()), expected, size),
                        null);
            }
            return new NpyArray(name, header, in, at);
        } catch (EOFException e) {
            throw endsWithin(name, size, e);
        }
    }

    private static RecordingException endsWithin(String name, long at, EOFException cause) {
        return new RecordingException(name, at, "ends within an array", cause);
    }

    private static int headerLength(String name, DataInputStream data, int version)
            throws IOException {
        if (version < 1 || version > 3) {
            throw new RecordingException(
                    name, "the array's format must be of version 1 to 3 (got " + version + ")");
        }
        int low = Short.toUnsignedInt(Short.reverseBytes(data.readShort()));
        long length =
                version == 1
                        ? low
                        : low
                                + ((long) Short.toUnsignedInt(Short.reverseBytes(data.readShort()))
                                        << 16);
        if (length > MAX_HEADER) {
            throw new RecordingException(
                    name, "the array's header must be at most 1 MiB (got " + length + " bytes)");
        }
        return (int) length;
    }

    private static byte[] exactly(DataInputStream data, int count) throws IOException {
        byte[] bytes = data.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    String name() {
        return name;
    }

    NpyHeader header() {
        return header;
    }

    int[] shape() {
        return header.shape();
    }

    int rank() {
        return header.shape().length;
    }

    String shapeText() {
        return Arrays.toString(header.shape());
    }

    /** Position of the first value. */
    long valuesAt() {
        return valuesAt;
    }

    /** Number of values. */
    int count() {
        return header.count();
    }

    /** Receives the values of an array. */
    interface Values {
        /** The value at an index in row-major order. */
        void set(int index, double value);
    }

    /** Reads all values, in the order of the file. */
    void read(Values values) throws IOException {
        int bytes = header.type().bytes();
        byte[] block = new byte[BLOCK_VALUES * bytes];
        ByteBuffer numbers = ByteBuffer.wrap(block).order(header.type().order());
        FileOrder order = new FileOrder(header);
        for (int left = header.count(); left > 0; left -= BLOCK_VALUES) {
            int count = Math.min(left, BLOCK_VALUES);
            int read = in.readNBytes(block, 0, count * bytes);
            if (read < count * bytes) {
                long before = (long) (header.count() - left) * bytes;
                throw endsWithin(name, valuesAt + before + read, null);
            }
            for (int n = 0; n < count; n++) {
                values.set(order.next(), header.type().get(numbers, n * bytes));
            }
        }
    }

    /** Row-major indices in the order in which the file stores the values. */
    private static final class FileOrder {
        private final int[] shape;
        private final int[] index;
        private final int[] strides; // of row-major order
        private final boolean fortran;
        private int next;

        FileOrder(NpyHeader header) {
            this.shape = header.shape();
            this.fortran = header.fortran();
            this.index = new int[shape.length];
            this.strides = new int[shape.length];
            int stride = 1;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                strides[axis] = stride;
                stride *= Math.max(1, shape[axis]);
            }
        }

        int next() {
            int now = next;
            if (fortran) {
                advance();
            } else {
                next++;
            }
            return now;
        }

        /** The first index changes fastest, as the wheel of an odometer. */
        private void advance() {
            for (int axis = 0; axis < shape.length; axis++) {
                next += strides[axis];
                if (++index[axis] < shape[axis]) {
                    return;
                }
                next -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }

    /** All values in row-major order, rounded to float. */
    float[] floats() throws IOException {
        float[] floats = new float[count()];
        read((index, value) -> floats[index] = (float) value);
        return floats;
    }

    /** All values in row-major order, which must be integers. */
    int[] ints() throws IOException {
        HeapRoom.require(
                name, valuesAt, "labels", 2L * Integer.BYTES * count()); // and those of each series
        int[] ints = new int[count()];
        read(
                (index, value) -> {
                    ints[index] = (int) value;
                    if (ints[index] != value) {
                        throw new RecordingException(
                                name, "labels must be whole numbers (got " + value + ")");
                    }
                });
        return ints;
    }
}
