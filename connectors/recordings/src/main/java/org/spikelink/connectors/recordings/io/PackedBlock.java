package org.spikelink.connectors.recordings.io;

import java.io.IOException;
import java.io.InputStream;

/** A buffer for the compressed parts of a file, one at a time; grows to the largest part. */
public final class PackedBlock {
    /**
     * A packet holds at most 8 MiB plus this often the bytes of the file so far, so that a small file cannot fill the
     * memory.
     */
    private static final long MOST_RATIO = 4;

    private static final long LEAST_PLAIN_BYTES = 1 << 23;

    private final RecordingBytes source;
    private final GrowingBytes plain = new GrowingBytes();

    /** A buffer for the parts of a file. */
    public PackedBlock(RecordingBytes source) {
        this.source = source;
    }

    /** The decompressed last part, followed by unused bytes. */
    public byte[] bytes() {
        return plain.array();
    }

    /**
     * Reads a part and decompresses it. After an error within it, the file is at its end.
     *
     * @param size bytes in the file
     * @param how the compression
     * @param at the offset for messages
     * @return number of decompressed bytes, at most {@link PartLimit}
     */
    public int read(long size, Decompression how, long at) {
        if (size < 0 || size > PartLimit.bytes()) {
            throw source.error(at, PartLimit.brokenBy("packet", size));
        }
        long most = LEAST_PLAIN_BYTES + MOST_RATIO * (source.offset() + size);
        plain.clear((int) Math.min(PartLimit.bytes(), most));
        try (InputStream packed = source.part(size)) { // closing skips what is left of it
            decompress(packed, how, at);
        } catch (IOException e) {
            throw broken(e, at);
        }
        return plain.count();
    }

    private void decompress(InputStream packed, Decompression how, long at) {
        try (InputStream in = how.open(packed)) {
            for (int read = 0; read >= 0; plain.grow(Math.max(read, 0))) {
                if (plain.room() == 0) {
                    read = in.read();
                    if (read >= 0) {
                        plain.add((byte) read);
                        read = 0;
                    }
                } else {
                    read = in.read(plain.array(), plain.count(), plain.room());
                }
            }
        } catch (RecordingException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw broken(e, at);
        }
    }

    private RecordingException broken(Exception e, long at) {
        return new RecordingException(
                source.file(), at, "the packet cannot be decompressed: " + e.getMessage(), e);
    }
}
