package org.spikelink.tools.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.FlinkUri;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.core.error.SpikelinkException;

/** Savepoints beside checkpoints; no broker is asked if one of them is later. */
class RestoreCheckTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";

    @TempDir private Path folder;

    private String checkpoint;

    @BeforeEach
    void writeCheckpoint() throws IOException {
        checkpoint = FlinkUri.of(completed("checkpoints/cameras/" + JOB + "/chk-12", 100));
    }

    @Test
    void aLaterSavepointOfTheSameJobIsNamed() throws IOException {
        completed("savepoints/savepoint-012345-000000000001", 90);
        Path last = completed("savepoints/savepoint-012345-000000000002", 110);
        completed("savepoints/savepoint-fedcba-000000000003", 120); // of another job

        assertThatThrownBy(() -> check().run(checkpoint))
                .isInstanceOf(SpikelinkException.class)
                .hasMessage(
                        "--restore latest: the job's savepoint %s is later than its latest checkpoint %s. Restore the savepoint, or name the checkpoint to go back to it"
                                .formatted(FlinkUri.of(last), checkpoint));
    }

    @Test
    void theNewestOfAFolderIsFoundWhereThereIsOne() throws IOException {
        assertThat(RestoreCheck.newest(folder.resolve("savepoints"))).isEmpty();
        Path newest = completed("savepoints/savepoint-fedcba-000000000003", 120);
        completed("savepoints/savepoint-012345-000000000001", 90);

        assertThat(RestoreCheck.newest(folder.resolve("savepoints"))).contains(newest);
    }

    @Test
    void anEarlierSavepointIsNoReason() throws IOException {
        completed("savepoints/savepoint-012345-000000000001", 90);

        assertThatThrownBy(() -> check().run(checkpoint)) // goes on and reads the checkpoint,
                // which is empty here
                .hasMessageNotContaining("is later than its latest checkpoint");
    }

    private RestoreCheck check() {
        return new RestoreCheck(
                KafkaCluster.at("127.0.0.1:1"),
                "cameras",
                Optional.of(folder.resolve("savepoints")));
    }

    private Path completed(String name, long seconds) throws IOException {
        Path savepoint = Files.createDirectories(folder.resolve(name));
        Path metadata = Files.createFile(savepoint.resolve("_metadata"));
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(1000 * seconds));
        return savepoint;
    }
}
