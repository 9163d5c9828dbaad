package org.spikelink.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFolderTest {
    @TempDir Path folder;

    @Test
    void onlyItsUserCanReadIt() throws IOException {
        ClusterFolder cluster = ClusterFolder.at(folder.resolve("cluster"));

        cluster.create();

        try (Stream<Path> all = Files.walk(cluster.path())) {
            assertThat(all)
                    .contains(cluster.checkpoints(), cluster.savepoints())
                    .allSatisfy(
                            path ->
                                    assertThat(Files.getPosixFilePermissions(path))
                                            .isEqualTo(
                                                    PosixFilePermissions.fromString("rwx------")));
        }
    }

    @Test
    void aFolderThatCannotBeCreatedIsReportedWithTheCause() throws IOException {
        Path inFile = Files.writeString(folder.resolve("file"), "no folder").resolve("cluster");

        assertThatThrownBy(() -> ClusterFolder.at(inFile).create())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "cluster folder " + inFile + " cannot be created (java.nio.");
    }
}
