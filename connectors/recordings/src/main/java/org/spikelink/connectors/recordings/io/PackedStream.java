package org.spikelink.connectors.recordings.io;

import java.io.IOException;
import java.io.InputStream;

/**
 * A compressed part of a file, decompressed as it is read, so that its size takes no memory. {@link #close} moves the
 * file to the end of the part.
 */
public final class PackedStream extends InputStream {
    /** A part holds at most this many bytes, plus so often those of the file so far, lest a small file take forever. */
    private static final long LEAST_PLAIN_BYTES = 1L << 26;

    private static final long MOST_RATIO = 256;

    private final RecordingBytes file;
    private final InputStream packed;
    private final InputStream plain;
    private final long at;
    private long left;

    /**
     * The next part of a file.
     *
     * @param size bytes in the file
     * @param at the offset for messages
     * @throws RecordingException if the part cannot be decompressed; the file is then at the end of the part
     */
    public PackedStream(RecordingBytes file, long size, Decompression how, long at) {
        this.file = file;
        this.packed = file.part(size);
        this.at = at;
        this.left = LEAST_PLAIN_BYTES + MOST_RATIO * (file.offset() + size);
        try {
            this.plain = how.open(packed);
        } catch (IOException | RuntimeException e) {
            RecordingException broken = broken(e);
            close(packed);
            throw broken;
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) {
        try {
            int read = plain.read(target, from, count);
            left -= Math.max(0, read);
            if (left < 0) {
                throw new IOException("it holds too many bytes");
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw broken(e);
        }
    }

    private RecordingException broken(Exception e) {
        if (e instanceof RecordingException known) {
            return known;
        }
        return new RecordingException(
                file.file(), at, "the chunk cannot be decompressed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        if (plain != packed) {
            close(plain); // frees what the library holds, then closes the part
        }
        close(packed);
    }

    private void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw broken(e);
        }
    }
}
