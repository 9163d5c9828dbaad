package org.spikelink.core.model.file;

import static org.spikelink.core.model.ModelException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.TrainingSpec;

/**
 * Reads the JSON document of a model. Unknown keys, kinds and versions are rejected by name; so are duplicate keys
 * and text after the document.
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
     * @param sources receives each layer's {@code from}, null for a layer without; if null, the key is rejected
     * @param batchNorms receives each layer's {@code batch_norm}, as {@code sources}
     */
    static ModelDocument read(JsonNode json, List<String> sources, List<String> batchNorms) {
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
                        layers(fields.objects("layers"), sources, batchNorms),
                        readout(fields.object("readout")),
                        decision(fields.object("decision")),
                        fields.has("training") ? training(fields.object("training")) : null,
                        fields.flag("carry_state", false),
                        fields.has("bands") ? BandsJson.read(fields.object("bands")) : null);
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
                                    slicing(fields.object("slicing")),
                                    fields.has("filters")
                                            ? FiltersJson.read(fields.objects("filters"))
                                            : List.of(),
                                    fields.has("tau_us") ? fields.integer("tau_us") : 0);
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

    private static List<LayerSpec> layers(
            List<JsonFields> objects, List<String> sources, List<String> batchNorms) {
        List<LayerSpec> layers = new ArrayList<>();
        for (JsonFields fields : objects) {
            if (sources != null) {
                sources.add(fields.has("from") ? fields.text("from") : null);
                batchNorms.add(fields.has("batch_norm") ? fields.text("batch_norm") : null);
            }
            layers.add(LayerTypes.read(fields));
            fields.close();
        }
        return layers;
    }

    private static ReadoutSpec readout(JsonFields fields) {
        ReadoutSpec readout =
                new ReadoutSpec(
                        fields.choice("kind", ReadoutSpec.Kind.class, ReadoutSpec.Kind.SPIKE_COUNT),
                        fields.int32("population", 1),
                        fields.number("temperature", 1));
        fields.close();
        return readout;
    }

    private static DecisionSpec decision(JsonFields fields) {
        int window = fields.int32("window_bins");
        DecisionSpec decision =
                new DecisionSpec(
                        window,
                        fields.int32("stride_bins", window),
                        fields.flag("reset_after_window", false),
                        fields.choice("at_end", DecisionSpec.AtEnd.class, DecisionSpec.AtEnd.FIRST),
                        fields.number("abstain_below", 0),
                        fields.has("early") ? early(fields.object("early")) : null);
        fields.close();
        return decision;
    }

    private static DecisionSpec.Early early(JsonFields fields) {
        DecisionSpec.Early early =
                new DecisionSpec.Early(fields.number("confidence"), fields.int32("steps", 1));
        fields.close();
        return early;
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
