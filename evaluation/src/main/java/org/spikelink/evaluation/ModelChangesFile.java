package org.spikelink.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikelink.core.error.Printable;
import org.spikelink.core.io.FileFailure;
import org.spikelink.core.model.ModelException;

/**
 * Reads which step of which stream took up which model: one JSON object a line, {@code {"stream": "cam", "session": "7",
 * "step": 120, "model": "gestures/2"}}, with the values that outputs have in {@code stream}, {@code session}, {@code
 * model_step} and {@code model}. A session is not needed where each stream has one. Equal lines count once.
 */
public final class ModelChangesFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KEYS = Set.of("stream", "session", "step", "model");
    private static final long MOST_BYTES = 1 << 28;

    private ModelChangesFile() {}

    /**
     * The changes of recordings, each of which is one session of its stream.
     *
     * @throws ModelException naming the file, the line and the rule
     */
    public static List<ModelChanges.Change> read(Path file) {
        List<ModelChanges.Change> changes = new ArrayList<>();
        Map<String, String> sessions = new HashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String where = file + ", line " + number;
            JsonNode json = object(line, where);
            String stream = text(json, "stream", where);
            String session = json.path("session").asText("");
            String other = sessions.computeIfAbsent(stream, added -> session);
            ModelException.require(
                    other.equals(session),
                    "%s: all changes of a stream must be of one session (got %s and %s of stream %s)",
                    where,
                    Printable.of(other),
                    Printable.of(session),
                    Printable.of(stream));
            JsonNode step = json.path("step");
            ModelException.require(
                    step.isIntegralNumber() && step.canConvertToLong() && step.asLong() >= 0,
                    "%s: step must be a whole number from 0 (got %s)",
                    where,
                    Printable.of(step.toString()));
            changes.add(
                    new ModelChanges.Change(
                            stream, null, step.asLong(), text(json, "model", where)));
        }
        return changes;
    }

    private static List<String> lines(Path file) {
        try {
            ModelException.require(
                    Files.size(file) <= MOST_BYTES,
                    "%s: changes must be at most %d bytes",
                    file,
                    MOST_BYTES);
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read (" + FileFailure.reason(e) + ")", e);
        }
    }

    private static JsonNode object(String line, String where) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new ModelException(
                    where + ": must be a JSON object (" + e.getOriginalMessage() + ")", e);
        }
        ModelException.require(json.isObject(), "%s: must be a JSON object", where);
        json.fieldNames()
                .forEachRemaining(
                        key ->
                                ModelException.require(
                                        KEYS.contains(key),
                                        "%s: keys must be stream, session, step and model (got %s)",
                                        where,
                                        Printable.of(key)));
        return json;
    }

    private static String text(JsonNode json, String key, String where) {
        JsonNode value = json.path(key);
        ModelException.require(
                value.isTextual() && !value.asText().isEmpty(),
                "%s: %s must be a text (got %s)",
                where,
                key,
                Printable.of(value.toString()));
        return value.asText();
    }
}
