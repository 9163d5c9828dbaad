package org.spikelink.core.model.file;

import static org.spikelink.core.model.ModelException.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.model.Tensor;

/**
 * A {@code .safetensors} file: a little-endian u64 header length, a JSON header, then raw little-endian values. Only
 * float32 tensors are read. Every size is checked against the file before anything is allocated.
 *
 * <p>Source: the safetensors format description.
 *
 * @param metadata the header's {@code __metadata__}
 * @param tensors by name, in file order
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final int LENGTH_BYTES = 8;
    private static final String METADATA = "__metadata__";

    /** Reads a whole file; a tensor of another type than F32 is rejected. */
    public static Safetensors parse(byte[] file) {
        require(
                file.length >= LENGTH_BYTES,
                "the file must start with 8 bytes of header length (got %d bytes)",
                file.length);
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long header = bytes.getLong(0);
        require(
                header >= 2 && header <= file.length - LENGTH_BYTES,
                "the header must have 2..%d bytes, what the file holds (got %s)",
                file.length - LENGTH_BYTES,
                Long.toUnsignedString(header));
        int dataStart = LENGTH_BYTES + (int) header;
        JsonNode json = ModelJson.parse(file, LENGTH_BYTES, (int) header, "the header");
        require(json.isObject(), "the header must be a JSON object");
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Extent> extents = new ArrayList<>();
        int available = file.length - dataStart;
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (entry.getKey().equals(METADATA)) {
                readMetadata(entry.getValue(), metadata);
            } else {
                extents.add(Extent.of(entry.getKey(), entry.getValue(), available));
            }
        }
        checkContiguous(extents, available);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        extents.forEach(e -> tensors.put(e.name, e.read(bytes, dataStart)));
        return new Safetensors(metadata, tensors);
    }

    private static void readMetadata(JsonNode json, Map<String, String> metadata) {
        require(json.isObject(), "%s must be an object (got %s)", METADATA, json);
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            require(
                    entry.getValue().isTextual(),
                    "%s.%s must be a text (got %s)",
                    METADATA,
                    entry.getKey(),
                    entry.getValue());
            metadata.put(entry.getKey(), entry.getValue().textValue());
        }
    }

    /** Tensors fill the file without holes or overlaps, so they never take more room than the file. */
    private static void checkContiguous(List<Extent> extents, int available) {
        long at = 0;
        for (Extent extent : extents.stream().sorted(Extent.IN_FILE).toList()) {
            require(
                    extent.from == at,
                    "%s.data_offsets must start at %d, where the tensor before it ends (got %d)",
                    extent.name,
                    at,
                    extent.from);
            at = extent.to;
        }
        require(
                at == available,
                "the file must end with its last tensor: %d bytes of values (got %d)",
                at,
                available);
    }

    /** The place of a tensor among the file's values. */
    private record Extent(String name, int[] shape, long from, long to) {
        static final Comparator<Extent> IN_FILE =
                Comparator.comparingLong(Extent::from).thenComparingLong(Extent::to);

        static Extent of(String name, JsonNode json, int available) {
            JsonFields fields = new JsonFields(json, name);
            String type = fields.text("dtype");
            require(type.equals("F32"), "%s must be F32 (got %s)", name, type);
            int[] shape = Safetensors.shape(name, fields.list("shape"));
            long[] range = range(name, fields.list("data_offsets"), available);
            fields.close();
            require(
                    range[1] - range[0] == Float.BYTES * Tensor.size(shape),
                    "%s must span %d bytes for its shape (got %d)",
                    name,
                    Float.BYTES * Tensor.size(shape),
                    range[1] - range[0]);
            return new Extent(name, shape, range[0], range[1]);
        }

        Tensor read(ByteBuffer bytes, int dataStart) {
            float[] values = new float[(int) Tensor.size(shape)];
            bytes.slice(dataStart + (int) from, (int) (to - from))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return new Tensor(shape, values);
        }
    }

    private static int[] shape(String name, JsonNode json) {
        require(
                json.size() <= 8,
                "%s.shape must be a list of at most 8 sizes (got %s)",
                name,
                json);
        int[] shape = new int[json.size()];
        long size = 1;
        for (int n = 0; n < shape.length; n++) {
            require(
                    json.get(n).isInt() && json.get(n).intValue() >= 0,
                    "%s.shape must hold sizes (got %s)",
                    name,
                    json);
            shape[n] = json.get(n).intValue();
            size *= shape[n];
            require(
                    size <= Integer.MAX_VALUE,
                    "%s.shape must give less than 2^31 values (got %s)",
                    name,
                    json);
        }
        return shape;
    }

    private static long[] range(String name, JsonNode json, int available) {
        require(
                json.size() == 2
                        && json.get(0).isIntegralNumber()
                        && json.get(0).canConvertToLong()
                        && json.get(1).isIntegralNumber()
                        && json.get(1).canConvertToLong(),
                "%s.data_offsets must be two numbers (got %s)",
                name,
                json);
        long from = json.get(0).longValue();
        long to = json.get(1).longValue();
        require(
                0 <= from && from <= to && to <= available,
                "%s.data_offsets must lie in 0..%d, what the file holds (got %s): is it truncated?",
                name,
                available,
                json);
        return new long[] {from, to};
    }

    /** The bytes of a file; the same content gives the same bytes. */
    public byte[] toBytes() {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        if (!metadata.isEmpty()) {
            ObjectNode json = header.putObject(METADATA);
            metadata.forEach(json::put);
        }
        long at = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            ObjectNode json = header.putObject(entry.getKey()).put("dtype", "F32");
            for (int size : tensor.shape()) {
                json.withArray("shape").add(size);
            }
            json.withArray("shape");
            json.withArray("data_offsets")
                    .add(at)
                    .add(at + (long) Float.BYTES * tensor.values().length);
            at += (long) Float.BYTES * tensor.values().length;
        }
        byte[] json = padded(header.toString()).getBytes(StandardCharsets.UTF_8);
        require(
                at + json.length + LENGTH_BYTES < Integer.MAX_VALUE,
                "a model file must be below 2 GiB (got %d bytes)",
                at);
        ByteBuffer bytes =
                ByteBuffer.allocate(LENGTH_BYTES + json.length + (int) at)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        tensors.values()
                .forEach(
                        tensor -> {
                            bytes.asFloatBuffer().put(tensor.values());
                            bytes.position(bytes.position() + Float.BYTES * tensor.values().length);
                        });
        return bytes.array();
    }

    /** Pads the header with blanks to a multiple of 8 bytes, so that values are aligned. */
    private static String padded(String header) {
        int bytes = header.getBytes(StandardCharsets.UTF_8).length;
        return header + " ".repeat((8 - bytes % 8) % 8);
    }
}
