package org.spikelink.connectors.recordings.events.hdf5;

import com.github.luben.zstd.Zstd;
import io.jhdf.filter.Filter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * Blosc 1, in which DSEC's files are compressed. A buffer has 16 bytes of header (versions, flags, size of a value, then
 * u32 sizes: plain, block, compressed), the offset of each block, and blocks. A block is split into as many parts as a
 * value has bytes, or has one part; a part has its length and is compressed, or plain if it would not shrink.
 */
public final class BloscFilter implements Filter {
    static final int ID = 32001;
    private static final int HEADER_BYTES = 16;
    private static final int SHUFFLED = 1;
    private static final int COPIED = 2;
    private static final int BIT_SHUFFLED = 4;
    private static final int NOT_SPLIT = 16;
    private static final int MAX_PARTS = 16;
    private static final int MIN_PART_BYTES = 128;
    private static final int MAX_BYTES = 1 << 26;

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "blosc";
    }

    @Override
    public byte[] decode(byte[] bytes, int[] parameters) {
        return decode(bytes, MAX_BYTES);
    }

    static byte[] decode(byte[] bytes, int max) {
        try {
            return new Buffer(bytes, max).decode();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a blosc buffer ends too early", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("a blosc buffer cannot be decompressed", e);
        }
    }

    private static final class Buffer {
        private final byte[] bytes;
        private final int flags;
        private final int valueBytes;
        private final int blockBytes;
        private final byte[] plain;

        Buffer(byte[] bytes, int max) {
            this.bytes = bytes;
            this.flags = bytes[2] & 0xFF;
            this.valueBytes = Math.max(1, bytes[3] & 0xFF);
            int size = int32(4);
            this.blockBytes = int32(8);
            if (size < 0 || size > max || (size > 0 && blockBytes < 1)) {
                throw new IllegalArgumentException(
                        "a blosc buffer must hold 0 to %d bytes in blocks of at least 1 (got %d, %d)"
                                .formatted(max, size, blockBytes));
            }
            this.plain = new byte[size];
        }

        private int int32(int at) {
            return (int) WordView.LE32.get(bytes, at);
        }

        byte[] decode() throws IOException {
            if ((flags & COPIED) != 0) {
                System.arraycopy(bytes, HEADER_BYTES, plain, 0, plain.length);
                return plain;
            }
            if ((flags & BIT_SHUFFLED) != 0) {
                throw new IllegalArgumentException("blosc's bitshuffle is not supported");
            }
            for (int from = 0, block = 0; from < plain.length; from += blockBytes, block++) {
                int size = Math.min(blockBytes, plain.length - from);
                block(int32(HEADER_BYTES + 4 * block), from, size);
                if (plain.length - from <= blockBytes) {
                    break; // from may overflow
                }
            }
            return plain;
        }

        private void block(int start, int from, int size) throws IOException {
            boolean split =
                    (flags & NOT_SPLIT) == 0
                            && valueBytes <= MAX_PARTS
                            && blockBytes / valueBytes >= MIN_PART_BYTES
                            && size == blockBytes;
            int parts = split ? valueBytes : 1;
            int partBytes = size / parts;
            int at = start;
            for (int part = 0; part < parts; part++) {
                int length = int32(at);
                part(at + 4, length, from + part * partBytes, partBytes);
                at = Math.addExact(at + 4, length);
            }
            if ((flags & SHUFFLED) != 0) {
                byte[] block = Arrays.copyOfRange(plain, from, from + size);
                System.arraycopy(HdfChunk.unshuffle(block, valueBytes), 0, plain, from, size);
            }
        }

        private void part(int at, int length, int to, int size) throws IOException {
            if (length < 0 || length > bytes.length - at) {
                throw new IndexOutOfBoundsException();
            }
            if (length == size) {
                System.arraycopy(bytes, at, plain, to, size);
                return;
            }
            byte[] part = Arrays.copyOfRange(bytes, at, at + length);
            byte[] whole =
                    switch (flags >>> 5) {
                        case 1 -> lz4(part, size);
                        case 3 -> HdfChunk.inflate(part, size);
                        case 4 -> Zstd.decompress(part, size);
                        default ->
                                throw new IllegalArgumentException(
                                        "blosc must use lz4, zlib or zstd (got %s)"
                                                .formatted(
                                                        flags >>> 5 == 0 ? "blosclz" : "snappy"));
                    };
            if (whole.length != size) {
                throw new IndexOutOfBoundsException();
            }
            System.arraycopy(whole, 0, plain, to, size);
        }

        private static byte[] lz4(byte[] part, int size) throws IOException {
            try (BlockLZ4CompressorInputStream in =
                    new BlockLZ4CompressorInputStream(new ByteArrayInputStream(part))) {
                return in.readNBytes(size);
            }
        }
    }
}
