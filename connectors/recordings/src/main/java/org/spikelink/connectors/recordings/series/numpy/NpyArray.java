package org.spikelink.connectors.recordings.series.numpy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.spikelink.connectors.recordings.io.RecordingException;

/**
 * An array as NumPy stores it (format versions 1 to 3).
 *
 * @param name of its file, for messages
 * @param header type, order and shape
 * @param data the values' bytes, in the header's order
 */
record NpyArray(String name, NpyHeader header, ByteBuffer data) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 20;

    /**
     * Reads one array, which must fill its file.
     *
     * @param size of the file, bytes; memory is allocated only if it matches the header
     */
    static NpyArray read(String name, InputStream in, long size) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            byte[] magic = data.readNBytes(MAGIC.length);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new RecordingException(name, "an array must begin with \\x93NUMPY");
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
                        "an array of shape %s must take %d bytes (got %d)"
                                .formatted(Arrays.toString(header.shape()), expected, size));
            }
            byte[] values = exactly(data, (int) (expected - at));
            return new NpyArray(name, header, ByteBuffer.wrap(values).order(header.type().order()));
        } catch (EOFException e) {
            throw new RecordingException(
                    name, RecordingException.NO_OFFSET, "ends within an array", e);
        }
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

    int[] shape() {
        return header.shape();
    }

    int rank() {
        return header.shape().length;
    }

    String shapeText() {
        return Arrays.toString(header.shape());
    }

    /** Distance of neighbours along each index in {@link #data}, bytes. */
    private int[] strides() {
        int[] strides = new int[rank()];
        int stride = header.type().bytes();
        for (int n = 0; n < rank(); n++) {
            int axis = header.fortran() ? n : rank() - 1 - n;
            strides[axis] = stride;
            stride *= Math.max(1, shape()[axis]);
        }
        return strides;
    }

    /** All values in row-major order, rounded to float. */
    float[] floats() {
        float[] values = new float[header.count()];
        double[] doubles = doubles();
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) doubles[n];
        }
        return values;
    }

    /** All values in row-major order, which must be integers. */
    int[] ints() {
        double[] doubles = doubles();
        int[] values = new int[doubles.length];
        for (int n = 0; n < values.length; n++) {
            values[n] = (int) doubles[n];
            if (values[n] != doubles[n]) {
                throw new RecordingException(
                        name, "labels must be whole numbers (got " + doubles[n] + ")");
            }
        }
        return values;
    }

    private double[] doubles() {
        double[] values = new double[header.count()];
        int[] strides = strides();
        int[] index = new int[rank()];
        int at = 0;
        for (int n = 0; n < values.length; n++) {
            values[n] = header.type().get(data, at);
            for (int axis = rank() - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < shape()[axis]) {
                    break;
                }
                at -= strides[axis] * shape()[axis];
                index[axis] = 0;
            }
        }
        return values;
    }
}
