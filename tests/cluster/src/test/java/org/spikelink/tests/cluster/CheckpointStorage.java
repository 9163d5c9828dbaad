package org.spikelink.tests.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of checkpoints: on a small disk of its own, which can be full, where the machine permits mounts. */
final class CheckpointStorage implements AutoCloseable {
    private static final String SIZE = "48m";
    private static final int FAILED = -1;
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
                run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString()) == 0;
        return new CheckpointStorage(folder, limited);
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return FAILED; // there is no such command here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    Path folder() {
        return folder;
    }

    /** Whether it can be full. */
    boolean isLimited() {
        return limited;
    }

    /** Leaves no room. */
    void fill() throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(ballast())) {
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
        if (limited && run("umount", "-l", folder.toString()) != 0) {
            throw new IOException(folder + " cannot be unmounted");
        }
    }
}
