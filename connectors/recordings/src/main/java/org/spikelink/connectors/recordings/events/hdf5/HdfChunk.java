package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads chunks and undoes their filters. No filter may yield more than the chunk's size. */
final class HdfChunk {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER = 3;
    private static final int CHECKSUM_BYTES = 4;

    private HdfChunk() {}

    /** The bytes of the chunk that begins at an entry: at most {@code max}, or with a checksum a few more. */
    static byte[] read(ChunkedDataset dataset, int entry, int max) {
        ByteBuffer raw = dataset.getRawChunkBuffer(new int[] {entry});
        int limit = 2 * max + (1 << 16); // what does not compress may grow a little
        if (raw.remaining() > limit) {
            throw new IllegalArgumentException(
                    "a chunk of %d bytes must not take %d".formatted(max, raw.remaining()));
        }
        byte[] bytes = new byte[raw.remaining()];
        raw.get(bytes);
        List<PipelineFilterWithData> filters = dataset.getFilters();
        for (int n = filters.size() - 1; n >= 0; n--) {
            bytes = undo(filters.get(n), bytes, max + CHECKSUM_BYTES);
        }
        return bytes;
    }

    private static byte[] undo(PipelineFilterWithData filter, byte[] bytes, int max) {
        return switch (filter.getId()) {
            case DEFLATE -> inflate(bytes, max);
            case SHUFFLE -> {
                int[] parameters = filter.getFilterData();
                yield unshuffle(bytes, parameters.length == 0 ? 1 : parameters[0]);
            }
            case FLETCHER -> {
                if (bytes.length < CHECKSUM_BYTES) {
                    throw new IllegalArgumentException("a chunk is shorter than its checksum");
                }
                yield Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
            }
            case BloscFilter.ID -> BloscFilter.decode(bytes, max);
            case EcfFilter.ID -> EcfFilter.decode(bytes, max);
            default ->
                    throw new IllegalArgumentException(
                            "the filter %s (%d) is not supported; supported: deflate, shuffle, fletcher32, blosc, ECF"
                                    .formatted(filter.getName(), filter.getId()));
        };
    }

    static byte[] inflate(byte[] bytes, int max) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            byte[] plain = new byte[max];
            int count = 0;
            while (!inflater.finished()) {
                int read = inflater.inflate(plain, count, max - count);
                if (read == 0) {
                    throw new IllegalArgumentException(
                            "a chunk must hold %d bytes at most".formatted(max));
                }
                count += read;
            }
            return Arrays.copyOf(plain, count);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a chunk cannot be decompressed", e);
        } finally {
            inflater.end();
        }
    }

    /** Puts the bytes of each value together again: they are stored by their rank. */
    static byte[] unshuffle(byte[] bytes, int valueBytes) {
        if (valueBytes <= 1) {
            return bytes;
        }
        int values = bytes.length / valueBytes;
        byte[] plain = bytes.clone(); // bytes after the last whole value stay
        for (int rank = 0; rank < valueBytes; rank++) {
            for (int n = 0; n < values; n++) {
                plain[n * valueBytes + rank] = bytes[rank * values + n];
            }
        }
        return plain;
    }
}
