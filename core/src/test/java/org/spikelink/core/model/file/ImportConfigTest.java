package org.spikelink.core.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.ModelException;

final class ImportConfigTest {
    @TempDir Path folder;

    @Test
    void theConfigOfTheTrainedCheckpointIsRead() {
        Path file = Path.of(System.getProperty("shared.dir", ""), "models/nmnist-128.json");
        assumeTrue(Files.exists(file), "needs " + file + " (system property shared.dir)");
        ImportConfig config = ImportConfig.read(file);
        assertThat(config.from()).containsExactly("slstm1", "slstm2");
        assertThat(config.document().id()).isEqualTo("nmnist-128/1");
        assertThat(config.document().labels()).hasSize(10);
        assertThat(config.document().input().size()).isEqualTo(2312);
        assertThat(config.document().layers())
                .extracting(LayerSpec::outputs)
                .containsExactly(128, 10);
        assertThat(config.document().decision()).isEqualTo(new DecisionSpec(30, 30, true));
    }

    @Test
    void aConfigThatIsWrongIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"format\":3}");
        assertThatThrownBy(() -> ImportConfig.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + ": format must be a string (got 3)");
    }
}
