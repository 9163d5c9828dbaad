package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.kernel.Reset;

/**
 * Reads the JSON document of a model. Unknown keys, kinds and versions are refused by name; so are keys given twice and
 * text behind the document.
 */
final class ModelJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ModelJson() {}

    /** Parses JSON text; {@code what} names it in messages. */
    static JsonNode parse(byte[] json, int offset, int length, String what) {
        try {
            return MAPPER.readTree(json, offset, length);
        } catch (JsonProcessingException e) {
            throw new ModelException(what + " must be JSON (" + e.getOriginalMessage() + ")", e);
        } catch (java.io.IOException e) {
            throw new ModelException(what + " must be JSON in UTF-8 (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Reads a document.
     *
     * @param sources where to add each layer's {@code from}, null for a layer without; null refuses the key
     */
    static ModelDocument read(JsonNode json, List<String> sources) {
        JsonFields fields = new JsonFields(json, "");
        String format = fields.text("format");
        require(
                format.equals(ModelDocument.FORMAT),
                "format must be '%s', the only one that this version reads (got '%s')",
                ModelDocument.FORMAT,
                format);
        ModelDocument document =
                new ModelDocument(
                        fields.text("name"),
                        fields.text("version"),
                        fields.texts("labels"),
                        input(fields.object("input")),
                        layers(fields.objects("layers"), sources),
                        readout(fields.object("readout")),
                        decision(fields.object("decision")),
                        fields.has("training") ? training(fields.object("training")) : null);
        fields.close();
        return document;
    }

    private static InputSpec input(JsonFields fields) {
        String kind = fields.text("kind");
        InputSpec input =
                switch (kind) {
                    case "events" ->
                            new InputSpec.Events(
                                    fields.int32("width"),
                                    fields.int32("height"),
                                    fields.int32("polarities", 2),
                                    fields.int32("downsample", 1),
                                    fields.choice(
                                            "value", InputSpec.Value.class, InputSpec.Value.COUNT),
                                    slicing(fields.object("slicing")));
                    case "samples" -> SamplesJson.read(fields);
                    default ->
                            throw new ModelException(
                                    "input.kind must be events or samples (got '" + kind + "')");
                };
        fields.close();
        return input;
    }

    private static Slicing slicing(JsonFields fields) {
        String kind = fields.text("kind");
        Slicing slicing =
                switch (kind) {
                    case "time" ->
                            new Slicing.Time(
                                    fields.integer("bin_us"),
                                    fields.choice(
                                            "origin",
                                            Slicing.Origin.class,
                                            Slicing.Origin.FIRST_EVENT));
                    case "batch" -> new Slicing.Batch();
                    case "count" -> new Slicing.Count(fields.int32("events"));
                    default ->
                            throw new ModelException(
                                    "input.slicing.kind must be time, batch or count (got '"
                                            + kind
                                            + "')");
                };
        fields.close();
        return slicing;
    }

    private static List<LayerSpec> layers(List<JsonFields> objects, List<String> sources) {
        List<LayerSpec> layers = new ArrayList<>();
        for (JsonFields fields : objects) {
            if (sources != null) {
                sources.add(fields.has("from") ? fields.text("from") : null);
            }
            layers.add(layer(fields));
            fields.close();
        }
        return layers;
    }

    private static LayerSpec layer(JsonFields fields) {
        String type = fields.text("type");
        try {
            return switch (type) {
                case "slstm" ->
                        new LayerSpec.Slstm(
                                fields.int32("inputs"),
                                fields.int32("hidden"),
                                fields.choice("reset", Reset.class, Reset.NONE),
                                fields.flag("inhibition", false),
                                fields.has("state_quant")
                                        ? stateQuant(fields.object("state_quant"))
                                        : null,
                                fields.flag("stateless", false),
                                fields.has("surrogate")
                                        ? surrogate(fields.object("surrogate"))
                                        : null);
                case "linear" ->
                        new LayerSpec.Linear(fields.int32("inputs"), fields.int32("outputs"));
                default ->
                        throw new ModelException(
                                "type must be slstm or linear (got '" + type + "')");
            };
        } catch (ModelException e) {
            String layer = fields.at("");
            throw e.getMessage().startsWith(layer)
                    ? e
                    : new ModelException(layer + e.getMessage(), e);
        }
    }

    private static StateQuant stateQuant(JsonFields fields) {
        StateQuant defaults = StateQuant.DEFAULTS;
        StateQuant quant =
                new StateQuant(
                        fields.int32("num_bits", defaults.numBits()),
                        fields.flag("uniform", defaults.uniform()),
                        fields.flag("thr_centered", defaults.thrCentered()),
                        fields.number("threshold", defaults.threshold()),
                        fields.number("lower_limit", defaults.lowerLimit()),
                        fields.number("upper_limit", defaults.upperLimit()),
                        fields.has("multiplier") ? (Double) fields.number("multiplier", 0) : null);
        fields.close();
        return quant;
    }

    private static SurrogateSpec surrogate(JsonFields fields) {
        String kind = fields.text("kind");
        Map<String, Double> arguments = new HashMap<>();
        for (String key : fields.others()) {
            arguments.put(key, fields.number(key, 0));
        }
        return new SurrogateSpec(kind, arguments);
    }

    private static ReadoutSpec readout(JsonFields fields) {
        ReadoutSpec readout =
                new ReadoutSpec(
                        fields.choice("kind", ReadoutSpec.Kind.class, ReadoutSpec.Kind.SPIKE_COUNT),
                        fields.int32("population", 1));
        fields.close();
        return readout;
    }

    private static DecisionSpec decision(JsonFields fields) {
        int window = fields.int32("window_bins");
        DecisionSpec decision =
                new DecisionSpec(
                        window,
                        fields.int32("stride_bins", window),
                        fields.flag("reset_after_window", false));
        fields.close();
        return decision;
    }

    private static TrainingSpec training(JsonFields fields) {
        TrainingSpec training =
                new TrainingSpec(
                        fields.has("dataset") ? fields.text("dataset") : null,
                        fields.has("accuracy") ? (Double) fields.number("accuracy", 0) : null,
                        fields.has("date") ? fields.text("date") : null,
                        fields.has("seed") ? (Long) fields.integer("seed") : null);
        fields.close();
        return training;
    }
}
