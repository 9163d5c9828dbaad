package org.spikelink.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.error.SpikelinkException;

class PredictionFileTest {
    @TempDir private Path folder;

    @Test
    void predictionsMayBeReplaced() throws IOException {
        Path file = folder.resolve("p.tsv");

        for (int n = 0; n < 2; n++) {
            PredictionFile.checkTarget(file);
            PredictionFile.write(file, List.of());
        }

        assertThat(Files.readString(file)).startsWith(Prediction.TSV_HEADER);
    }

    @Test
    void anythingElseIsLeftAlone() throws IOException {
        Path recording = Files.writeString(folder.resolve("one.dat"), "% Version 2\n");

        assertThatThrownBy(() -> PredictionFile.checkTarget(recording))
                .isInstanceOf(SpikelinkException.class)
                .hasMessageStartingWith(recording + ": --predictions replaces predictions only");
    }

    @Test
    void anEmptyFileAndADeviceMayBeWritten() throws IOException {
        PredictionFile.checkTarget(Files.createFile(folder.resolve("empty")));
        PredictionFile.checkTarget(Path.of("/dev/null"));
    }
}
