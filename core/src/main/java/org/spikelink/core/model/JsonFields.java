package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the keys of one JSON object, each by its type, and refuses those that nobody asked for. */
final class JsonFields {
    private final JsonNode node;
    private final String path;
    private final Set<String> known = new HashSet<>();

    JsonFields(JsonNode node, String path) {
        require(
                node != null && node.isObject(),
                "%s must be an object (got %s)",
                path.isEmpty() ? "the document" : path,
                node);
        this.node = node;
        this.path = path;
    }

    /** Fields of an object that has none. */
    static JsonFields none(String path) {
        return new JsonFields(JsonNodeFactory.instance.objectNode(), path);
    }

    /** The path of a key as messages show it. */
    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        known.add(key);
        return node.hasNonNull(key);
    }

    private JsonNode get(String key, String what) {
        require(
                has(key),
                "%s must be %s (got %s)",
                at(key),
                what,
                node.has(key) ? "null" : "nothing");
        return node.get(key);
    }

    String text(String key) {
        JsonNode value = get(key, "a text");
        require(value.isTextual(), "%s must be a text (got %s)", at(key), value);
        return value.textValue();
    }

    long integer(String key) {
        JsonNode value = get(key, "a whole number");
        require(
                value.isIntegralNumber() && value.canConvertToLong(),
                "%s must be a whole number of 64 bits (got %s)",
                at(key),
                value);
        return value.longValue();
    }

    int int32(String key) {
        long value = integer(key);
        require(
                value == (int) value,
                "%s must be a whole number of 32 bits (got %d)",
                at(key),
                value);
        return (int) value;
    }

    int int32(String key, int otherwise) {
        return has(key) ? int32(key) : otherwise;
    }

    double number(String key, double otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = node.get(key);
        require(
                value.isNumber() && Double.isFinite(value.doubleValue()),
                "%s must be a finite number (got %s)",
                at(key),
                value);
        return value.doubleValue();
    }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = node.get(key);
        require(value.isBoolean(), "%s must be true or false (got %s)", at(key), value);
        return value.booleanValue();
    }

    /** A text that is one of the names of {@code type} in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        if (otherwise != null && !has(key)) {
            return otherwise;
        }
        String text = text(key);
        List<String> names = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            names.add(value.name().toLowerCase(Locale.ROOT));
            if (names.get(names.size() - 1).equals(text)) {
                return value;
            }
        }
        throw new ModelException(at(key) + " must be one of " + names + " (got '" + text + "')");
    }

    JsonFields object(String key) {
        return new JsonFields(get(key, "an object"), at(key));
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : list(key)) {
            require(value.isTextual(), "%s must hold texts (got %s)", at(key), value);
            texts.add(value.textValue());
        }
        return texts;
    }

    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode value : list(key)) {
            require(
                    value.isNumber() && Double.isFinite(value.doubleValue()),
                    "%s must hold finite numbers (got %s)",
                    at(key),
                    value);
            numbers.add(value.doubleValue());
        }
        return numbers;
    }

    /** Whether the value is a text, where another type would do as well. */
    boolean isText(String key) {
        return has(key) && node.get(key).isTextual();
    }

    List<JsonFields> objects(String key) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode value : list(key)) {
            objects.add(new JsonFields(value, at(key) + "." + objects.size()));
        }
        return objects;
    }

    /** A list as it is. */
    JsonNode list(String key) {
        JsonNode value = get(key, "a list");
        require(value.isArray(), "%s must be a list (got %s)", at(key), value);
        return value;
    }

    /** The keys not asked for so far, which count as known from now on. */
    List<String> others() {
        List<String> others = new ArrayList<>();
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!known.contains(key)) {
                                others.add(key);
                            }
                        });
        known.addAll(others);
        return others;
    }

    /** Refuses keys that nobody asked for. */
    void close() {
        List<String> others = others();
        require(
                others.isEmpty(),
                "%s is not a key that this version knows",
                others.isEmpty() ? "" : at(others.get(0)));
    }
}
