package org.spikelink.core.schedule.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.spikelink.core.model.file.JsonFields;
import org.spikelink.core.schedule.Activation;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.ScheduleException;
import org.spikelink.core.schedule.Shadow;
import org.spikelink.core.schedule.StreamSelector;

/**
 * The JSON of a schedule, in UTF-8: a record of the registry's topic, and a job's state. Unknown keys and formats are
 * rejected.
 *
 * <pre>
 * {"format":"spikelink-schedule/1","name":"gestures","revision":4,
 *  "versions":[{"version":"1","sha256":"...","uri":"..."}],
 *  "activations":[{"sha256":"...","from_ms":0,"streams":"all"}],
 *  "shadows":[{"sha256":"...","from_ms":0,"until_ms":1,"streams":"prefix:hall"}],
 *  "rollbacks":[{"sha256":"...","to_sha256":"...","from_ms":0,"agreement_below":0.9,"seconds":600}]}
 * </pre>
 *
 * <p>Activations and shadows may have a {@code reason}, if a rollback rule made or ended them.
 */
public final class ScheduleJson {
    public static final String FORMAT = "spikelink-schedule/1";

    /** Longer records are rejected before they are parsed. */
    public static final int MOST_BYTES = 1_000_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ScheduleJson() {}

    /**
     * Reads a schedule.
     *
     * @throws ScheduleException naming the key, the rule and the value
     */
    public static ModelSchedule read(byte[] json) {
        JsonFields fields = fields(json, FORMAT);
        String name = fields.text("name");
        ModelSchedule schedule =
                new ModelSchedule(
                        name,
                        fields.integer("revision"),
                        list(fields, "versions", f -> version(name, f)),
                        list(fields, "activations", ScheduleJson::activation),
                        list(fields, "shadows", ScheduleJson::shadow),
                        list(fields, "rollbacks", ScheduleJson::rollback));
        fields.close();
        return schedule;
    }

    /**
     * The fields of a JSON document with a {@code format}.
     *
     * @throws ScheduleException if it is too long, no JSON object, or of another format
     */
    public static JsonFields fields(byte[] json, String format) {
        if (json.length > MOST_BYTES) {
            throw new ScheduleException(
                    "the record must have at most %d bytes (got %d)"
                            .formatted(MOST_BYTES, json.length));
        }
        JsonFields fields = new JsonFields(parse(json), "", ScheduleException::new);
        String found = fields.text("format");
        if (!found.equals(format)) {
            throw new ScheduleException(
                    "format must be '%s', the only one that this version reads (got '%s')"
                            .formatted(format, found));
        }
        return fields;
    }

    private static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ScheduleException("the record must be JSON (" + e.getOriginalMessage() + ")");
        } catch (IOException e) {
            throw new ScheduleException(
                    "the record must be JSON in UTF-8 (" + e.getMessage() + ")");
        }
    }

    private static <T> List<T> list(JsonFields fields, String key, Function<JsonFields, T> read) {
        List<JsonFields> objects = fields.objects(key);
        if (objects.size() > ModelSchedule.MOST_RULES) {
            throw new ScheduleException(
                    "%s must be at most %d (got %d)"
                            .formatted(key, ModelSchedule.MOST_RULES, objects.size()));
        }
        return objects.stream()
                .map(
                        object -> {
                            T value = read.apply(object);
                            object.close();
                            return value;
                        })
                .toList();
    }

    private static ModelVersion version(String name, JsonFields fields) {
        return new ModelVersion(
                name, fields.text("version"), fields.text("sha256"), fields.text("uri"));
    }

    private static Activation activation(JsonFields fields) {
        return new Activation(
                fields.text("sha256"),
                fields.integer("from_ms"),
                StreamSelector.parse(fields.text("streams")),
                reason(fields));
    }

    private static Shadow shadow(JsonFields fields) {
        return new Shadow(
                fields.text("sha256"),
                fields.integer("from_ms"),
                fields.has("until_ms") ? fields.integer("until_ms") : Shadow.OPEN,
                StreamSelector.parse(fields.text("streams")),
                reason(fields));
    }

    private static String reason(JsonFields fields) {
        return fields.has("reason") ? fields.text("reason") : "";
    }

    private static RollbackRule rollback(JsonFields fields) {
        long seconds = fields.int32("seconds");
        return new RollbackRule(
                fields.text("sha256"),
                fields.text("to_sha256"),
                fields.has("from_ms") ? fields.integer("from_ms") : 0,
                new RollbackRule.Condition(
                        fields.number("agreement_below", 0), Duration.ofSeconds(seconds)));
    }

    /** The JSON of a schedule; {@link #read} gives it again. */
    public static byte[] write(ModelSchedule schedule) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT);
        json.put("name", schedule.name());
        json.put("revision", schedule.revision());
        ArrayNode versions = json.putArray("versions");
        for (ModelVersion v : schedule.versions()) {
            versions.addObject()
                    .put("version", v.version())
                    .put("sha256", v.sha256())
                    .put("uri", v.uri());
        }
        ArrayNode activations = json.putArray("activations");
        for (Activation a : schedule.activations()) {
            ObjectNode rule = rule(activations, a.sha256(), a.fromMs());
            rule.put("streams", a.streams().text());
            reason(rule, a.reason());
        }
        ArrayNode shadows = json.putArray("shadows");
        for (Shadow s : schedule.shadows()) {
            ObjectNode rule = rule(shadows, s.sha256(), s.fromMs());
            if (s.untilMs() != Shadow.OPEN) {
                rule.put("until_ms", s.untilMs());
            }
            rule.put("streams", s.streams().text());
            reason(rule, s.reason());
        }
        ArrayNode rollbacks = json.putArray("rollbacks");
        for (RollbackRule r : schedule.rollbacks()) {
            rollbacks
                    .addObject()
                    .put("sha256", r.sha256())
                    .put("to_sha256", r.toSha256())
                    .put("from_ms", r.fromMs())
                    .put("agreement_below", r.condition().below())
                    .put("seconds", r.condition().time().toSeconds());
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void reason(ObjectNode rule, String reason) {
        if (!reason.isEmpty()) {
            rule.put("reason", reason);
        }
    }

    private static ObjectNode rule(ArrayNode rules, String sha256, long fromMs) {
        return rules.addObject().put("sha256", sha256).put("from_ms", fromMs);
    }
}
