package org.spikelink.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class AtomicFileTest {
    private static final byte[] NEW = "new".getBytes(UTF_8);

    @TempDir Path folder;

    @Test
    void replacesAFileAndKeepsItsPermissions() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        AtomicFile.write(file, NEW);

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(folder).isDirectoryContaining(only -> only.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void leavesTheOldFileUnchangedWhereWritingFails() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "old");

        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            out.write(new byte[100_000]);
                                            throw new IOException("disk full");
                                        }))
                .hasMessage("disk full");

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a");
    }

    @Test
    void followsALinkToItsTarget() throws Exception {
        Path store = Files.createDirectory(folder.resolve("store"));
        Path target = Files.writeString(store.resolve("m"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("store", "m"));
        Path dangling =
                Files.createSymbolicLink(folder.resolve("dangling"), Path.of("store", "new"));

        AtomicFile.write(link, NEW);
        AtomicFile.write(dangling, NEW);

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new").isRegularFile();
        assertThat(store.resolve("new")).hasContent("new");
    }

    @Test
    void neverOpensAFileBesideItWhoseNameIsKnown() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(folder.resolve("a.part"), victim);

        AtomicFile.write(folder.resolve("a"), NEW);

        assertThat(victim).hasContent("precious");
        assertThat(folder.resolve("a")).hasContent("new");
        assertThat(Files.isSymbolicLink(folder.resolve("a"))).isFalse();
    }

    @Test
    void deletesWhatAKilledProcessLeftButNotWhatIsBeingWritten() throws Exception {
        Path leftover = Files.writeString(folder.resolve(".spikelink-1.part"), "half");
        Path other = Files.writeString(folder.resolve("b.part"), "of another program");
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve(".spikelink-2.part"), victim);

        AtomicFile.write(
                folder.resolve("a"),
                out -> {
                    AtomicFile.deleteLeftovers(folder);
                    out.write(NEW);
                });

        assertThat(folder.resolve("a")).hasContent("new");
        assertThat(leftover).doesNotExist();
        assertThat(other).exists();
        assertThat(link).isSymbolicLink();
        assertThat(victim).hasContent("precious");
    }

    @Test
    void rejectsAFolderAndLinkCycles() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path cycle = Files.createSymbolicLink(folder.resolve("cycle"), Path.of("cycle"));

        assertThatThrownBy(() -> AtomicFile.write(empty, NEW))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> AtomicFile.write(cycle, NEW))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("too many symbolic links");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void writesStraightIntoAPipeAndADevice() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        CompletableFuture<String> reader =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return Files.readString(pipe);
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });

        AtomicFile.write(pipe, NEW);
        AtomicFile.write(Path.of("/dev/null"), NEW);

        assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void createsAFileOnlyWhereNoneIsThere() throws Exception {
        Path file = folder.resolve("a");
        AtomicFile.create(file, out -> out.write(NEW));

        assertThatThrownBy(() -> AtomicFile.create(file, out -> out.write(1)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("new");
    }

    @Test
    void knowsTheNamesOfFilesThatTheProcessWasStartedWith() throws Exception {
        Path stdout = Path.of("/dev/stdout");
        assumeTrue(Files.exists(stdout), "this system has no /dev/stdout");
        Path link = Files.createSymbolicLink(folder.resolve("link"), stdout);

        assertThat(OpenFile.isOne(stdout)).isTrue();
        assertThat(OpenFile.isOne(link)).isTrue();
        assertThat(OpenFile.isOne(Path.of("/dev/null"))).isFalse();
        assertThat(OpenFile.isOne(Files.write(folder.resolve("a"), NEW))).isFalse();
    }

    /** It is no device, although its folder is one of devices. */
    @Test
    void replacesAFileInSharedMemory() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory), "this system has no /dev/shm");
        Path file = Files.createTempFile(memory, "spikelink", ".test");
        try {
            Files.writeString(file, "much longer than the new content");
            AtomicFile.write(file, NEW);
            assertThat(file).hasContent("new");
        } finally {
            Files.delete(file);
        }
    }
}
