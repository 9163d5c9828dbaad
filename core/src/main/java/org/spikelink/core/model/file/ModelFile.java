package org.spikelink.core.model.file;

import static org.spikelink.core.model.ModelException.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.ModelTensors;
import org.spikelink.core.model.Tensor;

/**
 * Reads and writes model files: one {@code .safetensors} file whose metadata hold the model's JSON document under
 * {@value #KEY}. Nothing in a model file is ever executed.
 */
public final class ModelFile {
    public static final String KEY = "spikelink";

    private ModelFile() {}

    /**
     * Reads a model.
     *
     * @throws ModelException if the file is not a model of a known version, naming the file and the key or tensor
     */
    public static Model read(Path file) {
        return parse(file, bytes(file));
    }

    /** The bytes of a file; the message says why if they cannot be read. */
    public static byte[] bytes(Path file) {
        try {
            require(!Files.isDirectory(file), "%s must be a file (got a directory)", file);
            require(
                    Files.notExists(file) || Files.size(file) < Integer.MAX_VALUE - 8,
                    "%s must be below 2 GiB",
                    file);
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": no such file", e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read (" + FileFailure.reason(e) + ")", e);
        }
    }

    private static Model parse(Path file, byte[] bytes) {
        boolean isZip = bytes.length >= 2 && bytes[0] == 'P' && bytes[1] == 'K';
        require(
                !isZip,
                "%s: a model must be a .safetensors file (got a zip; import a checkpoint first)",
                file);
        try {
            return parse(bytes);
        } catch (ModelException e) {
            throw new ModelException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Builds a model from tensors named as in the model file ({@code layers.0.weight_ih}); their values are copied.
     *
     * @throws ModelException if a tensor is missing, left over, of the wrong shape, not finite or above 1e9
     */
    public static Model of(ModelDocument document, Map<String, Tensor> tensors) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        tensors.forEach((name, t) -> copies.put(name, new Tensor(t.shape(), t.values().clone())));
        List<LayerWeights> weights = ModelTensors.weights(document, copies);
        return new Model(document, weights, sha256(bytes(document, weights)));
    }

    /** Builds a model from layers of another one, whose values are copied. */
    public static Model of(ModelDocument document, List<LayerWeights> weights) {
        return of(document, ModelTensors.of(weights));
    }

    /** Parses the bytes of a model file. */
    public static Model parse(byte[] file) {
        Safetensors content = Safetensors.parse(file);
        String json = content.metadata().get(KEY);
        require(json != null, "__metadata__.%s must hold the model's document (got nothing)", KEY);
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        ModelDocument document =
                ModelJson.read(ModelJson.parse(utf8, 0, utf8.length, KEY), null, null);
        return new Model(document, ModelTensors.weights(document, content.tensors()), sha256(file));
    }

    /** Writes a model, replacing the file in one move. */
    public static void write(Model model, Path file) {
        try {
            AtomicFile.write(file, bytes(model));
        } catch (IOException e) {
            throw new ModelException(
                    file + ": cannot be written (" + FileFailure.unwritten(e) + ")", e);
        }
    }

    /** The bytes of a model's file; parsing them gives the model again. */
    public static byte[] bytes(Model model) {
        return bytes(model.document(), model.weights());
    }

    private static byte[] bytes(ModelDocument document, List<LayerWeights> weights) {
        String json = ModelJsonWriter.write(document).toString();
        return new Safetensors(Map.of(KEY, json), ModelTensors.of(weights)).toBytes();
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
