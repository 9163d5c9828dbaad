package org.spikelink.core.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The document that an import takes: a model document whose layers may say where their weights come from.
 *
 * @param document the model's document
 * @param from per layer the prefix of its parameters in the checkpoint, null where unsaid
 */
public record ImportConfig(ModelDocument document, List<String> from) {

    /**
     * Reads a config.
     *
     * @throws ModelException naming the file and the key at fault
     */
    public static ImportConfig read(Path file) {
        byte[] json = ModelFile.bytes(file);
        try {
            List<String> from = new ArrayList<>();
            ModelDocument document =
                    ModelJson.read(ModelJson.parse(json, 0, json.length, "the config"), from);
            return new ImportConfig(document, from);
        } catch (ModelException e) {
            throw new ModelException(file + ": " + e.getMessage(), e);
        }
    }
}
