package org.spikelink.connectors.recordings.events.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.io.FileFailure;

/**
 * The first bytes of an HDF5 file. They say where the file ends, so that a cut file is found before the library reads
 * beyond its end. The signature is at byte 0, 512, 1024 and so on: other data may come before it.
 */
final class HdfSuperblock {
    private static final long SIGNATURE = 0x894844460d0a1a0aL;
    private static final int FIRST_USER_BLOCK = 512;
    private static final int BYTES = 52;
    private static final int WIDTH_OF_OFFSETS = 8;

    private HdfSuperblock() {}

    /**
     * Checks that a file is one of HDF5 and whole.
     *
     * @return the position of its signature
     * @throws RecordingException with the position if it is not, or if it cannot be read
     */
    static long check(Path path) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = file.size();
            long at = 0;
            ByteBuffer block = block(file, at);
            while (block.limit() < BYTES || block.getLong(0) != SIGNATURE) {
                at = at == 0 ? FIRST_USER_BLOCK : 2 * at;
                if (at >= size) {
                    throw error(path, 0, "an HDF5 file must begin with its signature, \\x89HDF");
                }
                block = block(file, at);
            }
            long end = end(block.order(ByteOrder.LITTLE_ENDIAN));
            if (at == 0 && end > size) {
                throw error(
                        path,
                        size,
                        "the file ends too early: %d bytes are missing".formatted(end - size));
            }
            return at;
        } catch (IOException e) {
            throw error(
                    path, RecordingException.NO_OFFSET, "cannot be read: " + FileFailure.reason(e));
        }
    }

    private static ByteBuffer block(FileChannel file, long at) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BYTES);
        int read = 0;
        while (read >= 0 && block.hasRemaining()) {
            read = file.read(block, at + block.position());
        }
        return block.flip();
    }

    /** The end that the superblock states, 0 if it does so in a way that is left to the library. */
    private static long end(ByteBuffer block) {
        int version = block.get(8);
        return switch (version) {
            case 0, 1 -> block.get(13) == WIDTH_OF_OFFSETS ? block.getLong(40 + 4 * version) : 0;
            case 2, 3 -> block.get(9) == WIDTH_OF_OFFSETS ? block.getLong(28) : 0;
            default -> 0;
        };
    }

    private static RecordingException error(Path path, long offset, String message) {
        return new RecordingException(path.toString(), offset, message, null);
    }
}
