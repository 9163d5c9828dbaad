package org.spikelink.connectors.recordings.io;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.spikelink.core.io.FileFailure;

/**
 * A file's bytes, read sequentially through a buffer, with the byte offset for errors. Call {@link #has} before the
 * methods that read bytes.
 */
public final class RecordingBytes implements AutoCloseable {
    /** Maximum look-ahead, and so the longest header line. */
    public static final int BUFFER_BYTES = 1 << 16;

    private static final VarHandle LITTLE =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final String file;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long bufferOffset;

    /**
     * The bytes of a stream, which {@link #close} closes.
     *
     * @param file name of the file in errors
     */
    public RecordingBytes(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Name of the file in errors. */
    public String file() {
        return file;
    }

    /** Offset of the next byte in the file. */
    public long offset() {
        return bufferOffset + position;
    }

    /**
     * Whether at least {@code count} more bytes follow; if not, {@link #buffered} returns how many there are.
     *
     * @param count 0..{@link #BUFFER_BYTES}
     */
    public boolean has(int count) {
        return limit - position >= count || fill(count);
    }

    /** Number of bytes already in memory. */
    public int buffered() {
        return limit - position;
    }

    /** The byte {@code ahead} positions after the next one, 0..255; not consumed. */
    public int peek(int ahead) {
        return buffer[position + ahead] & 0xFF;
    }

    /** Four bytes, least significant first, {@code ahead} positions after the next one; not consumed. */
    public int peekInt(int ahead) {
        return (int) LITTLE.get(buffer, position + ahead);
    }

    /** Up to {@code count} of the next bytes as Latin-1 text; not consumed. */
    public String peekText(int count) {
        has(count);
        int length = Math.min(count, buffered());
        return new String(buffer, position, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * The next line as Latin-1 text with its {@code \n}, not consumed; all buffered bytes if they have no {@code \n}.
     */
    public String peekLine() {
        return peekText(lineBytes());
    }

    /** Length of the next line with its {@code \n}; of all buffered bytes if they have no {@code \n}; 0 at the end. */
    public int lineBytes() {
        return lineBytes((byte) '\n');
    }

    /**
     * Length of the next line like {@link #lineBytes}, where a line may also end with {@code \r} alone. After the line of a
     * {@code \r\n} that is cut by the end of the buffer comes an empty one.
     */
    public int textLineBytes() {
        int length = lineBytes((byte) '\r');
        boolean isPair = length < buffered() && peek(length - 1) == '\r' && peek(length) == '\n';
        return isPair ? length + 1 : length;
    }

    private int lineBytes(byte orEnd) {
        int length = lineInMemory(0, orEnd);
        int searched = buffered();
        while (length == 0 && searched < BUFFER_BYTES && has(searched + 1)) {
            length = lineInMemory(searched, orEnd);
            searched = buffered();
        }
        return length == 0 ? buffered() : length;
    }

    private int lineInMemory(int from, byte orEnd) {
        for (int at = position + from; at < limit; at++) {
            if (buffer[at] == '\n' || buffer[at] == orEnd) {
                return at + 1 - position;
            }
        }
        return 0;
    }

    /**
     * Skips {@code count} bytes, any number.
     *
     * @throws RecordingException if the file ends too early
     */
    public void skipFully(long count) {
        long left = count;
        while (left > 0 && has(1)) {
            int here = (int) Math.min(left, buffered());
            skip(here);
            left -= here;
        }
        requireNone(left);
    }

    /** Reads bytes into the beginning of an array, like {@link #readFully(byte[], int, int)}. */
    public void readFully(byte[] target, int count) {
        readFully(target, 0, count);
    }

    /**
     * Reads bytes into an array.
     *
     * @param from position in the array of the first byte
     * @throws RecordingException if the file ends too early
     */
    public void readFully(byte[] target, int from, int count) {
        int here = Math.min(count, buffered());
        System.arraycopy(buffer, position, target, from, here);
        skip(here);
        if (here < count) {
            bufferOffset += position;
            position = 0;
            limit = 0;
            try {
                int read = in.readNBytes(target, from + here, count - here);
                bufferOffset += read;
                requireNone(count - here - read);
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /**
     * Reads bytes into a new array, which grows with the bytes read, not with the size that a file claims.
     *
     * @param part what they are, for errors
     * @throws RecordingException if there are more than {@link PartLimit}, or the file ends too early
     */
    public byte[] take(long count, String part) {
        if (count < 0 || count > PartLimit.bytes()) {
            throw error(PartLimit.brokenBy(part, count));
        }
        byte[] taken = new byte[(int) Math.min(count, BUFFER_BYTES)];
        int got = 0;
        while (got < count) {
            if (got == taken.length) {
                taken = Arrays.copyOf(taken, (int) Math.min(count, 2L * got));
            }
            readFully(taken, got, taken.length - got);
            got = taken.length;
        }
        return taken;
    }

    /**
     * The next bytes as a stream. While it is read, nothing else may be; closing it skips what was not read.
     *
     * @param size number of bytes; reading fails if the file ends before them
     */
    InputStream part(long size) {
        return new Part(size);
    }

    private final class Part extends InputStream {
        private long left;

        Part(long size) {
            left = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int count) {
            int here = (int) Math.min(count, left);
            if (here == 0) {
                return count == 0 ? 0 : -1;
            }
            if (here < BUFFER_BYTES) {
                if (!has(1)) {
                    requireNone(left);
                }
                here = Math.min(here, buffered());
            }
            readFully(target, from, here);
            left -= here;
            return here;
        }

        @Override
        public void close() {
            long rest = left;
            left = 0;
            skipFully(rest);
        }
    }

    private void requireNone(long left) {
        if (left > 0) {
            throw error("the file ends too early: " + left + " bytes are missing");
        }
    }

    /**
     * Number of complete entries of {@code size} bytes in memory, at least one unless fewer bytes are left. They
     * start at {@link #position} of {@link #array}; {@link #skip} consumes them.
     */
    public int entries(int size) {
        has(size);
        return buffered() / size;
    }

    /** The array that holds the next bytes, until more are read. */
    public byte[] array() {
        return buffer;
    }

    /** Position of the next byte in {@link #array}. */
    public int position() {
        return position;
    }

    /** Skips {@code count} bytes. */
    public void skip(int count) {
        position += count;
    }

    /** Reads one byte, 0..255. */
    public int u8() {
        return buffer[position++] & 0xFF;
    }

    /** Reads four bytes, least significant first. */
    public int littleEndianInt() {
        position += Integer.BYTES;
        return (int) LITTLE.get(buffer, position - Integer.BYTES);
    }

    /** Reads four bytes, most significant first. */
    public int bigEndianInt() {
        position += Integer.BYTES;
        return (int) BIG.get(buffer, position - Integer.BYTES);
    }

    /** An error at the next byte. */
    public RecordingException error(String message) {
        return error(offset(), message);
    }

    /** An error at a byte. */
    public RecordingException error(long offset, String message) {
        return new RecordingException(file, offset, message, null);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private boolean fill(int count) {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        bufferOffset += position;
        limit -= position;
        position = 0;
        try {
            // Reads no more than it must wait for: the bytes of a live sensor are decoded as they
            // come.
            for (int read = 0; limit < count && read >= 0; limit += Math.max(read, 0)) {
                read = in.read(buffer, limit, BUFFER_BYTES - limit);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return limit >= count;
    }

    private RecordingException failed(IOException e) {
        return new RecordingException(
                file, offset(), "cannot be read: " + FileFailure.reason(e), e);
    }
}
