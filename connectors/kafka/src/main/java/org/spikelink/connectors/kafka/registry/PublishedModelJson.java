package org.spikelink.connectors.kafka.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.spikelink.core.model.file.JsonFields;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.schedule.file.ScheduleJson;

/**
 * The JSON of a published model, in UTF-8:
 *
 * <pre>
 * {"format":"spikelink-model/1","name":"gestures","version":"2","sha256":"...","uri":"file:/models/....safetensors",
 *  "bytes":123,"published_ms":1790000000000,"arithmetic":1,"document":{...}}
 * </pre>
 */
final class PublishedModelJson {
    static final String FORMAT = "spikelink-model/1";
    private static final JsonMapper MAPPER = new JsonMapper();

    private PublishedModelJson() {}

    /**
     * Reads a published model.
     *
     * @throws ScheduleException naming the key, the rule and the value
     */
    static PublishedModel read(byte[] json) {
        JsonFields fields = ScheduleJson.fields(json, FORMAT);
        PublishedModel model =
                new PublishedModel(
                        new ModelVersion(
                                fields.text("name"),
                                fields.text("version"),
                                fields.text("sha256"),
                                fields.text("uri")),
                        fields.integer("bytes"),
                        fields.integer("published_ms"),
                        fields.int32("arithmetic"),
                        document(fields.value("document")));
        fields.close();
        if (model.arithmetic() != PublishedModel.ARITHMETIC) {
            throw new ScheduleException(
                    "arithmetic must be %d, that of this release (got %d)"
                            .formatted(PublishedModel.ARITHMETIC, model.arithmetic()));
        }
        return model;
    }

    private static String document(JsonNode document) {
        if (document == null || !document.isObject()) {
            throw new ScheduleException(
                    "document must be an object (got %s)".formatted(JsonFields.shown(document)));
        }
        return document.toString();
    }

    /**
     * The JSON of a published model.
     *
     * @throws ScheduleException if it is too long for a record
     */
    static byte[] write(PublishedModel model) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT);
        json.put("name", model.version().name());
        json.put("version", model.version().version());
        json.put("sha256", model.version().sha256());
        json.put("uri", model.version().uri());
        json.put("bytes", model.bytes());
        json.put("published_ms", model.publishedMs());
        json.put("arithmetic", model.arithmetic());
        try {
            json.set("document", MAPPER.readTree(model.document()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("document must be JSON", e);
        }
        byte[] record = json.toString().getBytes(StandardCharsets.UTF_8);
        if (record.length > ScheduleJson.MOST_BYTES) {
            throw new ScheduleException(
                    "the record of model %s must have at most %d bytes (got %d): its document is too long"
                            .formatted(
                                    model.version().id(), ScheduleJson.MOST_BYTES, record.length));
        }
        return record;
    }
}
