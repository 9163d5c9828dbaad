package org.spikelink.core.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.model.SurrogateSpec;

/**
 * Reads the keys of one JSON object, each by its type, and rejects unknown keys, those that were never requested. A
 * key that is null counts as missing. All methods throw an exception, for a model file a {@link ModelException}, that
 * names the key, the rule and the value.
 */
public final class JsonFields {
    private static final int MAX_SHOWN = 60;

    private final JsonNode node;
    private final String path;
    private final Function<String, RuntimeException> failure;
    private final Set<String> known = new HashSet<>();

    JsonFields(JsonNode node, String path) {
        this(node, path, ModelException::new);
    }

    /**
     * Fields of an object.
     *
     * @param path of the object in messages; empty for the whole document
     * @param failure makes an exception from a message
     */
    public JsonFields(JsonNode node, String path, Function<String, RuntimeException> failure) {
        this.node = node;
        this.path = path;
        this.failure = failure;
        require(
                node != null && node.isObject(),
                "%s must be an object (got %s)",
                path.isEmpty() ? "the document" : path,
                shown(node));
    }

    /** A value for a message: its JSON, at most 60 characters of it. */
    public static String shown(JsonNode value) {
        String text = value == null ? "nothing" : value.toString();
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    }

    @SuppressWarnings("AnnotateFormatMethod") // needs a dependency for one annotation
    private void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw failure.apply(String.format(Locale.ROOT, message, values));
        }
    }

    /** Fields of an object that has none. */
    static JsonFields none(String path) {
        return new JsonFields(JsonNodeFactory.instance.objectNode(), path);
    }

    /** The path of a key as messages show it. */
    public String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Whether the key is present and not null. */
    public boolean has(String key) {
        known.add(key);
        return node.hasNonNull(key);
    }

    /** The value of a key as it is; null if it is missing. */
    public JsonNode value(String key) {
        return has(key) ? node.get(key) : null;
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

    /** A string. */
    public String text(String key) {
        JsonNode value = get(key, "a string");
        require(value.isTextual(), "%s must be a string (got %s)", at(key), shown(value));
        return value.textValue();
    }

    /** A whole number of 64 bits. */
    public long integer(String key) {
        JsonNode value = get(key, "a whole number");
        require(
                value.isIntegralNumber() && value.canConvertToLong(),
                "%s must be a whole number of 64 bits (got %s)",
                at(key),
                shown(value));
        return value.longValue();
    }

    /** A whole number of 32 bits. */
    public int int32(String key) {
        long value = integer(key);
        require(
                value == (int) value,
                "%s must be a whole number of 32 bits (got %d)",
                at(key),
                value);
        return (int) value;
    }

    /** A whole number of 32 bits, or {@code otherwise} if the key is missing. */
    public int int32(String key, int otherwise) {
        return has(key) ? int32(key) : otherwise;
    }

    /** A finite number, or {@code otherwise} if the key is missing. */
    public double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /** A finite number. */
    public double number(String key) {
        JsonNode value = get(key, "a finite number");
        require(
                value.isNumber() && Double.isFinite(value.doubleValue()),
                "%s must be a finite number (got %s)",
                at(key),
                shown(value));
        return value.doubleValue();
    }

    /** True or false, or {@code otherwise} if the key is missing. */
    public boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = node.get(key);
        require(value.isBoolean(), "%s must be true or false (got %s)", at(key), shown(value));
        return value.booleanValue();
    }

    /** A text that is one of the names of {@code type} in lower case. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
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
        throw failure.apply(at(key) + " must be one of " + names + " (got '" + text + "')");
    }

    /** An object. */
    public JsonFields object(String key) {
        return new JsonFields(get(key, "an object"), at(key), failure);
    }

    /** A list of strings. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : list(key)) {
            require(value.isTextual(), "%s must hold strings (got %s)", at(key), shown(value));
            texts.add(value.textValue());
        }
        return texts;
    }

    /** A list of finite numbers. */
    public List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode value : list(key)) {
            require(
                    value.isNumber() && Double.isFinite(value.doubleValue()),
                    "%s must hold finite numbers (got %s)",
                    at(key),
                    shown(value));
            numbers.add(value.doubleValue());
        }
        return numbers;
    }

    /** The shape of an image, [C, H, W], or [N] for a vector of N values; its sizes are checked elsewhere. */
    public Image image(String key) {
        JsonNode value = list(key);
        boolean whole = value.size() == 1 || value.size() == 3;
        for (JsonNode side : value) {
            whole &= side.isIntegralNumber() && side.canConvertToInt();
        }
        require(
                whole,
                "%s must be three whole numbers, [channels, height, width], or a single one (got %s)",
                at(key),
                value);
        return value.size() == 1
                ? Image.vector(value.get(0).intValue())
                : new Image(
                        value.get(0).intValue(), value.get(1).intValue(), value.get(2).intValue());
    }

    /** The surrogate gradient under this key, null if it is missing. */
    public SurrogateSpec surrogate(String key) {
        if (!has(key)) {
            return null;
        }
        JsonFields fields = object(key);
        String kind = fields.text("kind");
        Map<String, Double> arguments = new HashMap<>();
        for (String argument : fields.others()) {
            arguments.put(argument, fields.number(argument, 0));
        }
        return new SurrogateSpec(kind, arguments);
    }

    /** Whether the value is a text, where another type would do as well. */
    public boolean isText(String key) {
        return has(key) && node.get(key).isTextual();
    }

    /** A list of objects. */
    public List<JsonFields> objects(String key) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode value : list(key)) {
            objects.add(new JsonFields(value, at(key) + "." + objects.size(), failure));
        }
        return objects;
    }

    /** A list of any values. */
    JsonNode list(String key) {
        JsonNode value = get(key, "a list");
        require(value.isArray(), "%s must be a list (got %s)", at(key), shown(value));
        return value;
    }

    /** The keys not requested so far; from now on they count as requested. */
    public List<String> others() {
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

    /** Rejects keys that were not requested. */
    public void close() {
        List<String> others = others();
        require(
                others.isEmpty(),
                "%s is not a key that this version knows",
                others.isEmpty() ? "" : at(others.get(0)));
    }
}
