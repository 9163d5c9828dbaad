package org.spikelink.core.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spikelink.core.model.Tensor;

/**
 * One golden file: tensors of float32 or int64 (as floats) and metadata. Not the product's reader, which takes
 * float32 alone and is itself under test.
 */
public record GoldenFile(String name, Map<String, String> metadata, Map<String, Tensor> tensors) {

    @Override
    public String toString() {
        return name;
    }

    public Tensor tensor(String key) {
        Tensor tensor = tensors.get(key);
        if (tensor == null) {
            throw new IllegalStateException(name + " has no tensor " + key);
        }
        return tensor;
    }

    public float[] values(String key) {
        return tensor(key).values();
    }

    public boolean flag(String key) {
        return metadata.get(key).equals("True");
    }

    /** The folder that {@code golden.dir} names, else the test resources. */
    public static Path folder() {
        String chosen = System.getProperty("golden.dir");
        if (chosen != null && !chosen.isEmpty()) {
            return Path.of(chosen);
        }
        URL resources = GoldenFile.class.getResource("/golden");
        if (resources == null) {
            throw new IllegalStateException("no /golden in the test resources");
        }
        try {
            return Path.of(new URI(resources.toString()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every file of a sub-folder, by name. */
    public static List<GoldenFile> all(String subFolder) throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve(subFolder))) {
            return files.filter(f -> f.toString().endsWith(".safetensors"))
                    .sorted()
                    .map(GoldenFile::read)
                    .toList();
        }
    }

    public static GoldenFile read(Path file) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int header = Math.toIntExact(bytes.getLong(0));
            JsonNode json = new ObjectMapper().readTree(bytes.array(), 8, header);
            Map<String, String> metadata = new HashMap<>();
            json.path("__metadata__")
                    .properties()
                    .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            Map<String, Tensor> tensors = new HashMap<>();
            json.properties().stream()
                    .filter(e -> !e.getKey().equals("__metadata__"))
                    .forEach(e -> tensors.put(e.getKey(), tensor(e.getValue(), bytes, 8 + header)));
            return new GoldenFile(
                    file.getFileName().toString().replace(".safetensors", ""), metadata, tensors);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static Tensor tensor(JsonNode json, ByteBuffer bytes, int dataStart) {
        int[] shape = new int[json.get("shape").size()];
        for (int n = 0; n < shape.length; n++) {
            shape[n] = json.get("shape").get(n).intValue();
        }
        float[] values = new float[(int) Tensor.size(shape)];
        int at = dataStart + json.get("data_offsets").get(0).intValue();
        for (int n = 0; n < values.length; n++) {
            values[n] =
                    switch (json.get("dtype").textValue()) {
                        case "F32" -> bytes.getFloat(at + 4 * n);
                        case "I64" -> bytes.getLong(at + 8 * n);
                        default -> throw new IllegalStateException("unknown dtype in " + json);
                    };
        }
        return new Tensor(shape, values);
    }
}
