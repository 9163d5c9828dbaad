package org.spikelink.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartsTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void threeRestartsWithinFiveMinutesAreALoop() throws IOException {
        Restarts restarts = Restarts.read(folder.resolve("none"));
        for (int n = 0; n < 5; n++) {
            assertThat(restarts.isLoop(START.plusSeconds(n))).isEqualTo(n >= 3);
            restarts = restarts.plus(START.plusSeconds(n));
        }

        assertThat(restarts.count()).isEqualTo(5);
        assertThat(restarts.latest()).hasSize(3);
        assertThat(restarts.isLoop(START.plusSeconds(301))).isTrue();
        assertThat(restarts.isLoop(START.plusSeconds(303))).isFalse();
    }

    @Test
    void aProcessThatIsKilledNowAndThenIsInNoLoop() throws IOException {
        Restarts restarts = Restarts.read(folder.resolve("none"));
        for (int n = 0; n < 5; n++) {
            restarts = restarts.plus(START.plusSeconds(160L * n));
            assertThat(restarts.isLoop(START.plusSeconds(160L * n))).isFalse();
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("broker");
        Restarts restarts = Restarts.read(file).plus(START).plus(START.plusMillis(7));

        restarts.write(file);

        assertThat(Restarts.read(file)).isEqualTo(restarts);
        Files.writeString(file, "often");
        assertThatThrownBy(() -> Restarts.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must contain a number of restarts");
    }
}
