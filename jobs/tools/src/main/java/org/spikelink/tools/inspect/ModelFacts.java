package org.spikelink.tools.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.model.file.Safetensors;

/**
 * The contents of a model file.
 *
 * @param path of the file
 * @param bytes of the file
 * @param model the model
 * @param document its JSON document with all keys, including defaults
 * @param tensors by name, in the order of the layers
 */
public record ModelFacts(
        Path path, long bytes, Model model, ObjectNode document, Map<String, Tensor> tensors) {
    private static final String KEY = "spikelink";

    /**
     * Reads a model file.
     *
     * @throws ModelException if it is not a model; the message names the file and the key or tensor
     */
    public static ModelFacts of(Path path) {
        Model model = ModelFile.read(path);
        byte[] written = ModelFile.bytes(model);
        Safetensors content = Safetensors.parse(written);
        return new ModelFacts(
                path,
                path.toFile().length(),
                model,
                parse(content.metadata().get(KEY)),
                content.tensors());
    }

    private static ObjectNode parse(String document) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a model's document must be JSON", e);
        }
    }

    /** Number of weights, biases, thresholds and initial states of one layer. */
    public long parameters(int layer) {
        String prefix = prefix(layer);
        return tensors.entrySet().stream()
                .filter(tensor -> tensor.getKey().startsWith(prefix))
                .mapToLong(tensor -> tensor.getValue().values().length)
                .sum();
    }

    /** Number of parameters of all layers. */
    public long parameters() {
        return tensors.values().stream().mapToLong(tensor -> tensor.values().length).sum();
    }

    /** The prefix of a layer's tensor names. */
    static String prefix(int layer) {
        return "layers." + layer + ".";
    }
}
