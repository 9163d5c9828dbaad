package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.spikelink.connectors.recordings.io.PartLimit;

/**
 * An HDF5 file of any size as mappings that overlap: what is read is a slice of one of them. The library's own access to files
 * allocates as many bytes as a file claims before it finds that they are not there, and its mapping ends at 2 GiB.
 */
final class HdfMapping implements HdfBackingStorage {
    /** From the start of a mapping to that of the next one: half its length, so that each part lies in one. */
    private static final int STRIDE = 1 << 30;

    /** The most that is read at once: a chunk that does not compress, see {@link HdfChunk}. */
    private static final long MOST_BYTES = 2L * PartLimit.bytes() + (1 << 16);

    private final Superblock superblock;
    private final long size;
    private final ByteBuffer[] parts;

    private HdfMapping(FileChannel file, long signatureAt) throws IOException {
        size = file.size();
        superblock = Superblock.readSuperblock(file, signatureAt);
        parts = new ByteBuffer[(int) (size / STRIDE) + 1];
        for (int n = 0; n < parts.length; n++) {
            long from = (long) n * STRIDE;
            long length = Math.min(size - from, Integer.MAX_VALUE);
            parts[n] = file.map(FileChannel.MapMode.READ_ONLY, from, length);
        }
    }

    /**
     * Opens a file, whose channel may be closed afterwards.
     *
     * @param signatureAt where its superblock begins
     */
    static HdfFile open(FileChannel file, long signatureAt) throws IOException {
        HdfMapping mapping = new HdfMapping(file, signatureAt);
        try {
            // the library has no public way to read from a storage of one's own
            Constructor<HdfFile> of = HdfFile.class.getDeclaredConstructor(HdfBackingStorage.class);
            of.setAccessible(true);
            return of.newInstance(mapping);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of jHDF is not supported", e);
        }
    }

    @Override
    public ByteBuffer readBufferFromAddress(long address, int length) {
        return mapNoOffset(address + getUserBlockSize(), length);
    }

    @Override
    public ByteBuffer map(long address, long length) {
        return mapNoOffset(address + getUserBlockSize(), length);
    }

    @Override
    public ByteBuffer mapNoOffset(long at, long length) {
        if (at < 0 || length < 0 || length > size || at > size - length) {
            throw new HdfException(
                    "a part must lie in the file's %d bytes (got %d bytes at byte %d)"
                            .formatted(size, length, at));
        }
        if (length > MOST_BYTES) { // it may be copied
            throw new HdfException(
                    "a part must have at most %d bytes in this heap (got %d bytes at byte %d)"
                            .formatted(MOST_BYTES, length, at));
        }
        return parts[(int) (at / STRIDE)]
                .slice((int) (at % STRIDE), (int) length)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long getUserBlockSize() {
        return superblock.getBaseAddressByte();
    }

    @Override
    public Superblock getSuperblock() {
        return superblock;
    }

    @Override
    public FileChannel getFileChannel() {
        throw new UnsupportedOperationException("nothing is written");
    }

    @Override
    public int getSizeOfOffsets() {
        return superblock.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return superblock.getSizeOfLengths();
    }

    /** The mappings end when nothing refers to them. */
    @Override
    public void close() {}

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean inMemory() {
        return true;
    }
}
