package org.spikelink.connectors.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SpikeBatch;

/** Reads the outputs that {@link OutgoingJson} writes. For tools: not fast. */
public final class OutgoingJsonDecoder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OutgoingJsonDecoder() {}

    /** Whether a record is JSON. No protobuf message of ours begins with this byte. */
    public static boolean isJson(byte[] value) {
        return value.length > 0 && value[0] == '{';
    }

    /**
     * A classification.
     *
     * @throws MalformedRecordException naming the field that is missing or wrong
     */
    public static Classification classification(byte[] value) throws MalformedRecordException {
        JsonNode json = object(value);
        return new Classification(
                text(json, "stream"),
                session(json),
                whole(json, "step"),
                whole(json, "window_start_us"),
                whole(json, "window_end_us"),
                (int) whole(json, "class_index"),
                text(json, "label"),
                scores(json),
                (float) field(json, "confidence").asDouble(),
                field(json, "final").asBoolean(),
                text(json, "model"),
                whole(json, "input_ms"),
                json.path("model_step").asLong());
    }

    /**
     * The health of a sensor. Troubles that this release does not know are left out.
     *
     * @throws MalformedRecordException naming the field that is missing or wrong
     */
    public static SensorHealth health(byte[] value) throws MalformedRecordException {
        JsonNode json = object(value);
        return new SensorHealth(
                text(json, "stream"),
                session(json),
                whole(json, "start_us"),
                whole(json, "end_us"),
                whole(json, "batches"),
                whole(json, "events"),
                whole(json, "on"),
                whole(json, "steps_back"),
                whole(json, "longest_step_back_us"),
                whole(json, "missing"),
                whole(json, "rejected"),
                whole(json, "late"),
                whole(json, "latest_ms"),
                (int) whole(json, "full_slices"),
                (int) whole(json, "fullest"),
                (int) whole(json, "empty_rows"),
                (float) field(json, "flicker_hz").asDouble(),
                (float) field(json, "flicker_share").asDouble(),
                (int) whole(json, "hot_pixels"),
                pixels(json),
                troubles(json),
                whole(json, "input_ms"));
    }

    private static List<SensorHealth.HotPixel> pixels(JsonNode json)
            throws MalformedRecordException {
        List<SensorHealth.HotPixel> pixels = new ArrayList<>();
        for (JsonNode pixel : field(json, "worst_pixels")) {
            pixels.add(
                    new SensorHealth.HotPixel(
                            (int) whole(pixel, "x"),
                            (int) whole(pixel, "y"),
                            (int) whole(pixel, "events")));
        }
        return pixels;
    }

    private static List<SensorHealth.Trouble> troubles(JsonNode json)
            throws MalformedRecordException {
        List<SensorHealth.Trouble> troubles = new ArrayList<>();
        for (JsonNode name : field(json, "troubles")) {
            for (SensorHealth.Trouble trouble : SensorHealth.Trouble.values()) {
                if (trouble.toString().equals(name.asText())) {
                    troubles.add(trouble);
                }
            }
        }
        return troubles;
    }

    /**
     * A batch of spikes.
     *
     * @throws MalformedRecordException naming the field that is missing or wrong
     */
    public static SpikeBatch spikes(byte[] value) throws MalformedRecordException {
        JsonNode json = object(value);
        List<SpikeBatch.Step> steps = new ArrayList<>();
        int[] layers = {};
        for (JsonNode step : field(json, "steps")) {
            JsonNode found = field(step, "layers");
            layers = new int[found.size()];
            int[][] neurons = new int[layers.length][];
            for (int n = 0; n < layers.length; n++) {
                layers[n] = (int) whole(found.get(n), "layer");
                neurons[n] = ints(field(found.get(n), "neurons"));
            }
            steps.add(
                    new SpikeBatch.Step(
                            whole(step, "bin_start_us"), whole(step, "bin_us"), neurons));
        }
        return new SpikeBatch(
                text(json, "stream"),
                session(json),
                (int) json.path("silent_before").asLong(),
                json.path("shed_events").asLong(),
                whole(json, "first_step"),
                text(json, "model"),
                whole(json, "input_ms"),
                layers,
                steps,
                json.path("model_step").asLong());
    }

    private static JsonNode object(byte[] value) throws MalformedRecordException {
        JsonNode json;
        try {
            json = JSON.readTree(value);
        } catch (IOException e) {
            throw new MalformedRecordException("value must be a JSON object", e);
        }
        if (json == null || !json.isObject()) {
            throw new MalformedRecordException("value must be a JSON object");
        }
        long format = whole(json, "format");
        if (format != WireFormatVersion.CURRENT) {
            throw new MalformedRecordException(
                    "format must be %d (got %d)".formatted(WireFormatVersion.CURRENT, format));
        }
        return json;
    }

    private static JsonNode field(JsonNode json, String name) throws MalformedRecordException {
        JsonNode field = json.get(name);
        if (field == null) {
            throw new MalformedRecordException("%s must be set".formatted(name));
        }
        return field;
    }

    private static String text(JsonNode json, String name) throws MalformedRecordException {
        return field(json, name).asText();
    }

    private static long whole(JsonNode json, String name) throws MalformedRecordException {
        JsonNode field = field(json, name);
        if (!field.isIntegralNumber()) {
            throw new MalformedRecordException("%s must be a whole number".formatted(name));
        }
        return field.asLong();
    }

    private static long session(JsonNode json) throws MalformedRecordException {
        try {
            return Long.parseUnsignedLong(text(json, "session"));
        } catch (NumberFormatException e) {
            throw new MalformedRecordException("session must be unsigned decimal digits", e);
        }
    }

    private static float[] scores(JsonNode json) throws MalformedRecordException {
        JsonNode field = field(json, "scores");
        float[] scores = new float[field.size()];
        for (int n = 0; n < scores.length; n++) {
            scores[n] = (float) field.get(n).asDouble();
        }
        return scores;
    }

    private static int[] ints(JsonNode field) {
        int[] values = new int[field.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = field.get(n).asInt();
        }
        return values;
    }
}
