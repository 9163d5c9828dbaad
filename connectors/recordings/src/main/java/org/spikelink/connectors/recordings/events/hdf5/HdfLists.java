package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.spikelink.connectors.recordings.io.PartLimit;

/**
 * A dataset whose entries are lists of any length. An entry has the number of values, the address of a collection in the file,
 * and the number of an object in it. A collection is {@code GCOL}, a version, its size, and objects: each has a number, its size
 * and its bytes, up to a multiple of 8. Every size is compared with what is there before anything of that size is made.
 */
final class HdfLists {
    private static final int SIGNATURE = 'G' | 'C' << 8 | 'O' << 16 | 'L' << 24;
    private static final int HEADER_BYTES = 16; // of a collection, and of an object
    private static final int ENTRY_BYTES = 16;
    private static final int ADDRESS_BYTES = 8;

    private final String path;
    private final HdfBlocks entries;
    private final DataType valueType;
    private final HdfBackingStorage file;
    private final long fileBytes;

    /**
     * The lists of a dataset.
     *
     * @param file that holds it
     */
    HdfLists(Dataset dataset, HdfBackingStorage file) {
        this.path = dataset.getPath();
        this.file = file;
        if (!(dataset.getDataType() instanceof VariableLength lists)
                || dataset.getDimensionsAsLong().length != 1) {
            throw new IllegalArgumentException(path + " must be a list of lists of numbers");
        }
        valueType = lists.getParent();
        entries = new HdfBlocks(dataset);
        boolean wide =
                file.getSizeOfOffsets() == ADDRESS_BYTES
                        && file.getSizeOfLengths() == ADDRESS_BYTES;
        if (!wide || entries.entryBytes() != ENTRY_BYTES || valueType.getSize() < 1) {
            throw new IllegalArgumentException(
                    "%s must have addresses of 8 bytes (got %d)"
                            .formatted(path, file.getSizeOfOffsets()));
        }
        fileBytes = file.size() - file.getUserBlockSize();
    }

    /** Number of lists. */
    long count() {
        return entries.count();
    }

    /** The type of a list's values. */
    DataType valueType() {
        return valueType;
    }

    /** A copy of the bytes of a list. */
    ByteBuffer bytes(long index) {
        entries.open(index, count());
        ByteBuffer bytes = entries.bytes(ByteOrder.LITTLE_ENDIAN);
        int at = entries.position(index);
        long size = Integer.toUnsignedLong(bytes.getInt(at)) * valueType.getSize();
        if (size == 0) {
            return ByteBuffer.allocate(0);
        }
        if (size > PartLimit.bytes()) {
            throw new IllegalArgumentException(PartLimit.brokenBy("list of " + path, size));
        }
        return object(
                bytes.getLong(at + Integer.BYTES),
                bytes.getInt(at + Integer.BYTES + ADDRESS_BYTES),
                (int) size,
                index);
    }

    private ByteBuffer object(long collection, int number, int size, long index) {
        ByteBuffer header = header(collection, fileBytes, index);
        long collectionBytes = header.getLong(8);
        if (header.getInt(0) != SIGNATURE || collectionBytes > fileBytes - collection) {
            throw broken(index, collection);
        }
        long end = collection + collectionBytes;
        long at = collection + HEADER_BYTES;
        while (true) {
            ByteBuffer object = header(at, end, index);
            int found = object.getShort(0) & 0xFFFF;
            long bytes = object.getLong(8);
            if (found == 0 || bytes < 0 || bytes > end - at - HEADER_BYTES) {
                throw broken(index, at);
            }
            if (found == number) {
                if (bytes < size) {
                    throw broken(index, at);
                }
                return ByteBuffer.allocate(size)
                        .put(file.readBufferFromAddress(at + HEADER_BYTES, size))
                        .flip();
            }
            at += HEADER_BYTES + (bytes + 7) / 8 * 8;
        }
    }

    /** The first bytes of a collection or of an object that begins at {@code at} and ends before {@code end}. */
    private ByteBuffer header(long at, long end, long index) {
        if (at < 0 || at > end - HEADER_BYTES) {
            throw broken(index, at);
        }
        return file.readBufferFromAddress(at, HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private IllegalArgumentException broken(long index, long at) {
        return new IllegalArgumentException(
                "list %d of %s is not where the file says (at byte %d)"
                        .formatted(index, path, at + file.getUserBlockSize()));
    }
}
