package org.spikelink.tests.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of checkpoints: on a small disk of its own, which can be full, where the machine permits mounts. */
final class CheckpointStorage implements AutoCloseable {
    private static final String SIZE = "48m";
    private static final int BLOCK = 1 << 16;

    private final Path folder;
    private final boolean limited;

    private CheckpointStorage(Path folder, boolean limited) {
        this.folder = folder;
        this.limited = limited;
    }

    static CheckpointStorage create(Path folder) throws IOException {
        Files.createDirectories(folder);
        boolean limited =
                Tool.succeeds(
                        "mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString());
        return new CheckpointStorage(folder, limited);
    }

    Path folder() {
        return folder;
    }

    /** Whether it can be full. */
    boolean isLimited() {
        return limited;
    }

    /** Leaves no room; once more, where a checkpoint that was deleted made some. */
    void fill() throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream out =
                Files.newOutputStream(
                        ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (Files.size(ballast()) == 0) {
                throw full;
            }
        }
    }

    /** Makes room again. */
    void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        if (limited && !Tool.succeeds("umount", "-l", folder.toString())) {
            throw new IOException(folder + " cannot be unmounted");
        }
    }
}
