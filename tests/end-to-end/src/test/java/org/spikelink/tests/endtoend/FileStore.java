package org.spikelink.tests.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.schedule.ModelStore;
import org.spikelink.core.schedule.ModelStoreException;
import org.spikelink.core.schedule.ModelVersion;

/** A folder of model files named by their sha256. */
record FileStore(String folder) implements ModelStore {
    /** Adds a model. */
    ModelVersion publish(Model model) {
        Path file = file(model.sha256());
        ModelFile.write(model, file);
        return new ModelVersion(
                model.document().name(),
                model.document().version(),
                model.sha256(),
                file.toUri().toString());
    }

    @Override
    public byte[] read(ModelVersion version) {
        try {
            return Files.readAllBytes(file(version.sha256()));
        } catch (IOException e) {
            throw ModelStoreException.unreadable(version, e.toString(), e);
        }
    }

    /** Named as in the job's own store, which reads no other. */
    private Path file(String sha256) {
        return Path.of(folder, sha256 + ".safetensors");
    }
}
