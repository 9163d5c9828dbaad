package org.spikelink.core.model.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;

/**
 * The configuration of an import: a model document whose layers may name the source of their weights.
 *
 * @param document the model's document
 * @param from per layer the prefix of its parameters in the checkpoint, null if not given
 * @param batchNorms per layer the prefix of the batch norm behind it, null if not given
 */
public record ImportConfig(ModelDocument document, List<String> from, List<String> batchNorms) {

    /** Without names of batch norms. */
    public ImportConfig(ModelDocument document, List<String> from) {
        this(document, from, Collections.nCopies(from.size(), null));
    }

    /**
     * Reads a config.
     *
     * @throws ModelException naming the file and the key at fault
     */
    public static ImportConfig read(Path file) {
        byte[] json = ModelFile.bytes(file);
        try {
            List<String> from = new ArrayList<>();
            List<String> batchNorms = new ArrayList<>();
            ModelDocument document =
                    ModelJson.read(
                            ModelJson.parse(json, 0, json.length, "the config"), from, batchNorms);
            return new ImportConfig(document, from, batchNorms);
        } catch (ModelException e) {
            throw new ModelException(file + ": " + e.getMessage(), e);
        }
    }
}
