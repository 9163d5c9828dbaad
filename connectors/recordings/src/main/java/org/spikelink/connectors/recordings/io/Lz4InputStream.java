package org.spikelink.connectors.recordings.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.codec.digest.XXHash32;

/**
 * Decompresses LZ4 frames, one after the other, with blocks that may depend on each other. Libraries either reject such
 * blocks or decompress 10 MB/s. Holds one block and the 64 KB before it, at most 8 MiB in all.
 */
final class Lz4InputStream extends InputStream {
    private static final int MAGIC = 0x184D2204;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;
    private static final int VERSION = 1;
    private static final int LEAST_MATCH = 4;
    private static final int LONG_LENGTH = 15;
    private static final int WINDOW = 1 << 16;

    private final InputStream in;
    private byte[] packed = new byte[WINDOW]; // one block
    private int packedAt;
    private int packedEnd;
    private byte[] plain =
            new byte[4 * WINDOW]; // what matches may copy, then what was decompressed
    private int from; // not yet read
    private int to;
    private int first; // of the frame, or as far back as matches reach
    private boolean started;
    private boolean inFrame;
    private int mostBlockBytes;
    private boolean hasBlockChecksums;
    private boolean hasContentChecksum;
    private XXHash32 content = new XXHash32();

    Lz4InputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int at, int count) throws IOException {
        while (from == to && next()) {
            // the next block may be empty
        }
        if (from == to) {
            return -1;
        }
        int here = Math.min(count, to - from);
        System.arraycopy(plain, from, target, at, here);
        from += here;
        return here;
    }

    /** Reads the next block, or what is between two of them; returns whether more may follow. */
    private boolean next() throws IOException {
        if (!inFrame) {
            return openFrame();
        }
        int size = int32();
        if (size == 0) {
            closeFrame();
            return true;
        }
        int bytes = size & Integer.MAX_VALUE;
        require(bytes <= mostBlockBytes, "an LZ4 block is larger than its frame allows");
        fill(bytes);
        makeRoom();
        int start = to;
        if (size < 0) { // not compressed
            literals(bytes);
        } else {
            sequences(start);
        }
        if (hasContentChecksum) {
            content.update(plain, start, to - start);
        }
        pass(hasBlockChecksums ? Integer.BYTES : 0);
        return true;
    }

    private boolean openFrame() throws IOException {
        byte[] bytes = in.readNBytes(Integer.BYTES);
        if (bytes.length == 0 && started) {
            return false;
        }
        require(bytes.length == Integer.BYTES, "its LZ4 frame ends too early");
        started = true;
        int magic = (int) WordView.LE32.get(bytes, 0);
        if ((magic & ~0xF) == SKIPPABLE_MAGIC) {
            pass(Integer.toUnsignedLong(int32()));
            return true;
        }
        require(magic == MAGIC, "it is no LZ4 frame");
        byte[] header = in.readNBytes(2);
        require(header.length == 2, "its LZ4 frame ends too early");
        int flags = header[0] & 0xFF;
        require(flags >>> 6 == VERSION, "its LZ4 version must be 1");
        require((flags & 0x01) == 0, "LZ4 dictionaries are not supported");
        int sizeBytes = (flags & 0x08) != 0 ? Long.BYTES : 0; // size of the content
        header = Arrays.copyOf(header, 2 + sizeBytes);
        require(in.readNBytes(header, 2, sizeBytes) == sizeBytes, "its LZ4 frame ends too early");
        XXHash32 hash = new XXHash32();
        hash.update(header, 0, header.length);
        require(
                ((int) (hash.getValue() >>> 8) & 0xFF) == u8(),
                "the checksum of its LZ4 header is wrong");
        int block = header[1] >>> 4 & 7;
        require(block >= 4, "the largest LZ4 block must have 64 KiB to 4 MiB");
        mostBlockBytes = 1 << (8 + 2 * block);
        hasBlockChecksums = (flags & 0x10) != 0;
        hasContentChecksum = (flags & 0x04) != 0;
        content = new XXHash32();
        first = to;
        inFrame = true;
        return true;
    }

    private void closeFrame() throws IOException {
        require(
                !hasContentChecksum || (int) content.getValue() == int32(),
                "the checksum of its LZ4 content is wrong");
        inFrame = false;
    }

    /** Reads a block; the array grows with the bytes that are there. */
    private void fill(int bytes) throws IOException {
        packedAt = 0;
        packedEnd = 0;
        while (packedEnd < bytes) {
            if (packedEnd == packed.length) {
                packed = Arrays.copyOf(packed, Math.min(mostBlockBytes, 2 * packed.length));
            }
            int part = Math.min(bytes, packed.length) - packedEnd;
            int read = in.readNBytes(packed, packedEnd, part);
            require(read == part, "its LZ4 frame ends too early");
            packedEnd += read;
        }
    }

    /** Removes what matches cannot reach if another block may not fit. */
    private void makeRoom() {
        if (plain.length - to < mostBlockBytes && to > WINDOW) {
            int shift = to - WINDOW;
            System.arraycopy(plain, shift, plain, 0, WINDOW);
            to = WINDOW;
            from = to;
            first = Math.max(0, first - shift);
        }
    }

    private void sequences(int start) throws IOException {
        int most = start + mostBlockBytes;
        while (packedAt < packedEnd) {
            int token = packed[packedAt++] & 0xFF;
            int literals = length(token >>> 4);
            require(literals <= packedEnd - packedAt, "an LZ4 block is damaged");
            literals(literals);
            if (packedAt < packedEnd) {
                require(packedEnd - packedAt >= 2, "an LZ4 block is damaged");
                int distance = (packed[packedAt] & 0xFF) | (packed[packedAt + 1] & 0xFF) << 8;
                packedAt += 2;
                match(distance, length(token & 0xF) + LEAST_MATCH);
            }
            require(to <= most, "an LZ4 block is larger than its frame allows");
        }
    }

    private void literals(int bytes) throws IOException {
        ensure(bytes);
        System.arraycopy(packed, packedAt, plain, to, bytes);
        packedAt += bytes;
        to += bytes;
    }

    private void match(int distance, int bytes) throws IOException {
        require(distance > 0 && distance <= to - first, "an LZ4 block is damaged");
        ensure(bytes);
        byte[] array = plain;
        if (distance >= bytes) {
            System.arraycopy(array, to - distance, array, to, bytes);
        } else {
            for (int n = to; n < to + bytes; n++) { // repeats what it writes
                array[n] = array[n - distance];
            }
        }
        to += bytes;
    }

    private void ensure(int bytes) throws IOException {
        require(bytes <= mostBlockBytes, "an LZ4 block is larger than its frame allows");
        if (bytes > plain.length - to) {
            plain = Arrays.copyOf(plain, Math.max(to + bytes, 2 * plain.length));
        }
    }

    /** A length of four bits, which more bytes follow if it is 15. */
    private int length(int four) throws IOException {
        int length = four;
        if (four == LONG_LENGTH) {
            int more;
            do {
                require(packedAt < packedEnd, "an LZ4 block is damaged");
                more = packed[packedAt++] & 0xFF;
                length += more;
                require(length <= Integer.MAX_VALUE / 2, "an LZ4 block is damaged");
            } while (more == 0xFF);
        }
        return length;
    }

    private int u8() throws IOException {
        int next = in.read();
        require(next >= 0, "its LZ4 frame ends too early");
        return next;
    }

    private int int32() throws IOException {
        return u8() | u8() << 8 | u8() << 16 | u8() << 24;
    }

    private void pass(long count) throws IOException {
        for (long left = count; left > 0; ) {
            int here = in.readNBytes(packed, 0, (int) Math.min(left, packed.length));
            require(here > 0, "its LZ4 frame ends too early");
            left -= here;
        }
    }

    private static void require(boolean kept, String rule) throws IOException {
        if (!kept) {
            throw new IOException(rule);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
