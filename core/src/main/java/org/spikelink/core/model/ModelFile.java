package org.spikelink.core.model;

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

/**
 * Reads and writes model files: one {@code .safetensors} file whose metadata hold the model's JSON document under
 * {@value #KEY}. Nothing in a model file is ever executed.
 */
public final class ModelFile {
    static final String KEY = "spikelink";

    private ModelFile() {}

    /**
     * Reads a model.
     *
     * @throws ModelException if the file is no model of a known version, naming the file and the key or tensor
     */
    public static Model read(Path file) {
        return parse(file, bytes(file));
    }

    /** The bytes of a file, with a message for people where they cannot be had. */
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

    /** Parses the bytes of a model file. */
    public static Model parse(byte[] file) {
        Safetensors content = Safetensors.parse(file);
        String json = content.metadata().get(KEY);
        require(json != null, "__metadata__.%s must hold the model's document (got nothing)", KEY);
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        ModelDocument document = ModelJson.read(ModelJson.parse(utf8, 0, utf8.length, KEY), null);
        return new Model(document, Model.weights(document, content.tensors()), sha256(file));
    }

    /** Writes a model, replacing the file in one move. */
    public static void write(Model model, Path file) {
        try {
            AtomicFile.write(file, bytes(model));
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be written (" + e + ")", e);
        }
    }

    /** The bytes of a model's file; parsing them gives the model again. */
    public static byte[] bytes(Model model) {
        return bytes(model.document(), model.weights());
    }

    static byte[] bytes(ModelDocument document, List<LayerWeights> weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int n = 0; n < weights.size(); n++) {
            tensors.putAll(
                    ModelTensors.of("layers." + n, document.layers().get(n), weights.get(n)));
        }
        return new Safetensors(Map.of(KEY, ModelJsonWriter.write(document).toString()), tensors)
                .toBytes();
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
