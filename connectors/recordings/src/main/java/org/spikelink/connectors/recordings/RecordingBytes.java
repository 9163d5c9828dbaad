package org.spikelink.connectors.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.spikelink.core.model.FileFailure;

/**
 * A file's bytes, read front to back through a buffer, with the byte offset that errors name. The reading methods take
 * bytes that {@link #has} has said to be there.
 */
public final class RecordingBytes implements AutoCloseable {
    /** The most that can be looked at ahead, and so the longest header line. */
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
     * Bytes of a stream, which {@link #close} closes.
     *
     * @param file what errors call it
     */
    public RecordingBytes(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** What errors call the file. */
    public String file() {
        return file;
    }

    /** Offset of the next byte in the file. */
    public long offset() {
        return bufferOffset + position;
    }

    /**
     * Whether {@code count} more bytes are there; after false, {@link #buffered} tells how many are.
     *
     * @param count 0..{@link #BUFFER_BYTES}
     */
    public boolean has(int count) {
        return limit - position >= count || fill(count);
    }

    /** Bytes that are in memory already. */
    public int buffered() {
        return limit - position;
    }

    /** The byte {@code ahead} of the next one, 0..255, not taken. */
    public int peek(int ahead) {
        return buffer[position + ahead] & 0xFF;
    }

    /** Up to {@code count} of the next bytes as Latin-1 text, not taken. */
    public String peekText(int count) {
        has(count);
        int length = Math.min(count, buffered());
        return new String(buffer, position, length, StandardCharsets.ISO_8859_1);
    }

    /** The next line as Latin-1 text with its {@code \n}, not taken; what is there where no {@code \n} is in reach. */
    public String peekLine() {
        has(BUFFER_BYTES);
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return peekText(Math.min(end + 1, limit) - position);
    }

    /** Takes {@code count} bytes unseen. */
    public void skip(int count) {
        position += count;
    }

    /** Takes one byte, 0..255. */
    public int u8() {
        return buffer[position++] & 0xFF;
    }

    /** Takes four bytes, the least significant first. */
    public int littleEndianInt() {
        position += Integer.BYTES;
        return (int) LITTLE.get(buffer, position - Integer.BYTES);
    }

    /** Takes four bytes, the most significant first. */
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
            // readNBytes blocks until the buffer is full or the file ends, so one call settles it
            limit += in.readNBytes(buffer, limit, BUFFER_BYTES - limit);
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
