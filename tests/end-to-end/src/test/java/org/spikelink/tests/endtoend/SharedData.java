package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.spikelink.connectors.checkpoints.ModelImport;
import org.spikelink.connectors.checkpoints.TorchCheckpoint;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ImportConfig;

/** Real recordings and the model trained on them; tests skip where they are absent. */
final class SharedData {
    private static final Path SHARED = Path.of(System.getProperty("shared.dir", "../../../shared"));

    private SharedData() {}

    static Path path(String name) {
        Path path = SHARED.resolve(name);
        assumeThat(Files.exists(path)).as("shared data at %s (property shared.dir)", path).isTrue();
        return path;
    }

    static Model nmnistModel() {
        return ModelImport.of(
                        TorchCheckpoint.read(path("models/nmnist-128.pt")),
                        ImportConfig.read(path("models/nmnist-128.json")))
                .model();
    }
}
