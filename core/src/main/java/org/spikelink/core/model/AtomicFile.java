package org.spikelink.core.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file as a whole or not at all. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Replaces {@code file} in one move, once its content is on the disk. Whoever opens it meanwhile, and whoever looks
     * after the process or the machine died, finds the old content or the new one.
     *
     * @throws IOException if it cannot be written; then the old file is as it was, and nothing is left beside it
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            writeThrough(part, content);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteAfter(e, part);
            throw e;
        }
    }

    private static void writeThrough(Path part, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void deleteAfter(IOException e, Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException suppressed) {
            e.addSuppressed(suppressed);
        }
    }
}
