package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetBase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The entries of a dataset of one dimension, a block at a time: a chunk, or a part where there are no chunks. */
final class HdfBlocks {
    private static final int MAX_CHUNK_BYTES = 1 << 24;
    private static final int PART_BYTES = 1 << 16;

    private final Dataset dataset;
    private final int entryBytes;
    private final long count;
    private final int chunkEntries; // 0 without chunks
    private ByteBuffer little = ByteBuffer.allocate(0);
    private ByteBuffer big = ByteBuffer.allocate(0);
    private long from;
    private long end; // exclusive

    HdfBlocks(Dataset dataset) {
        long[] dimensions = dataset.getDimensionsAsLong();
        if (dimensions.length != 1) {
            throw new IllegalArgumentException(
                    "%s must have one dimension (got %d)"
                            .formatted(dataset.getPath(), dimensions.length));
        }
        this.dataset = dataset;
        this.entryBytes = dataset.getDataType().getSize();
        this.count = dimensions[0];
        this.chunkEntries =
                dataset instanceof ChunkedDataset chunked ? chunked.getChunkDimensions()[0] : 0;
        if (entryBytes < 1 || (long) chunkEntries * entryBytes > MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException(
                    "%s must have chunks of at most 16 MiB (got %d bytes)"
                            .formatted(dataset.getPath(), (long) chunkEntries * entryBytes));
        }
    }

    long count() {
        return count;
    }

    int entryBytes() {
        return entryBytes;
    }

    long open(long entry, long limit) {
        if (entry < from || entry >= end) {
            load(entry);
        }
        return Math.min(end, limit);
    }

    boolean isChunked() {
        return chunkEntries > 0;
    }

    long blockEnd(long entry) {
        long whole = chunkEntries > 0 ? chunkEntries : 1;
        return Math.min(count, entry - entry % whole + whole);
    }

    private void load(long entry) {
        end = 0; // nothing is open if this fails
        byte[] bytes;
        if (dataset instanceof ChunkedDataset chunked) {
            from = entry - entry % chunkEntries;
            bytes = HdfChunk.read(chunked, Math.toIntExact(from), chunkEntries * entryBytes);
            end = from + Math.min(chunkEntries, count - from);
        } else {
            from = entry;
            end = Math.min(count, from + PART_BYTES / entryBytes + 1);
            ByteBuffer part =
                    ((DatasetBase) dataset)
                            .getSliceDataBuffer(new long[] {from}, new int[] {(int) (end - from)});
            bytes = new byte[part.remaining()];
            part.get(bytes);
        }
        if (bytes.length < (end - from) * entryBytes) {
            throw new IllegalArgumentException(
                    "a block of %s must have %d bytes (got %d)"
                            .formatted(dataset.getPath(), (end - from) * entryBytes, bytes.length));
        }
        little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        big = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    }

    ByteBuffer bytes(ByteOrder order) {
        return order == ByteOrder.LITTLE_ENDIAN ? little : big;
    }

    int position(long entry) {
        return (int) (entry - from) * entryBytes;
    }
}
