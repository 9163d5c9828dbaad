package org.spikelink.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ProcessFolderTest {
    /** More than Linux gives to a process. */
    private static final long NO_PID = 1L << 40;

    @TempDir Path parent;

    @Test
    void onlyItsUserCanReadIt() throws Exception {
        try (ProcessFolder folder = ProcessFolder.create(parent)) {
            assertThat(mode(folder.path())).isEqualTo("rwx------");
            Path nested = parent.resolve("a").resolve("b");
            ProcessFolder.createPrivate(nested);
            assertThat(mode(nested)).isEqualTo("rwx------");
        }
    }

    @Test
    void closingDeletesItAndNothingBehindItsLinks() throws Exception {
        Path other = Files.writeString(parent.resolve("other"), "precious");
        ProcessFolder folder = ProcessFolder.create(parent);
        Path inside = Files.createDirectories(folder.path().resolve("a").resolve("b"));
        Files.createSymbolicLink(inside.resolve("link"), other);
        Files.createSymbolicLink(inside.resolve("up"), parent);

        folder.close();

        assertThat(folder.path()).doesNotExist();
        assertThat(other).hasContent("precious");
    }

    @Test
    void leftoversOfDeadProcessesAreDeletedAndNoOthers() throws Exception {
        FolderOwner self = FolderOwner.self();
        FolderOwner before = new FolderOwner(self.namespace(), self.pid(), "bad5eed");
        FolderOwner dead = new FolderOwner(self.namespace(), NO_PID, self.start());
        FolderOwner container = new FolderOwner("1", NO_PID, self.start());
        Path reused = folder(before.prefix() + "1");
        Path killed = folder(dead.prefix() + "1");
        Path alive = folder(self.prefix() + "1");
        Path shared = folder(container.prefix() + "1");
        Path foreign = folder("spikelink-notes");
        Files.createSymbolicLink(parent.resolve(dead.prefix() + "2"), foreign);

        ProcessFolder own = ProcessFolder.create(parent);

        assertThat(List.of(reused, killed)).allSatisfy(left -> assertThat(left).doesNotExist());
        assertThat(List.of(alive, shared, foreign, own.path()))
                .allSatisfy(folder -> assertThat(folder).isDirectory());
        assertThat(foreign).isNotEmptyDirectory();
    }

    private Path folder(String name) throws Exception {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("secret"), "S3CRET");
        return folder;
    }

    private static String mode(Path folder) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }
}
