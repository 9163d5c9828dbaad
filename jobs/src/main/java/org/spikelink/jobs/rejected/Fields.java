package org.spikelink.jobs.rejected;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Set;

/** The fields of a JSON object that somebody has written; errors name the field, the rule and the value. */
final class Fields {
    private static final int MOST_SHOWN = 60;
    private static final BigInteger MOST_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private final String path;
    private final JsonNode json;

    /** Throws {@link IllegalArgumentException} where {@code json} is no object, or has fields that are not known. */
    Fields(String path, JsonNode json, Set<String> known) {
        check(json != null && json.isObject(), path.isEmpty() ? "a line" : path, "an object", json);
        this.path = path.isEmpty() ? "" : path + ".";
        this.json = json;
        json.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw new IllegalArgumentException(
                                        this.path + name + " is not known");
                            }
                        });
    }

    /** Whether a field is there and not null. */
    boolean has(String name) {
        return json.hasNonNull(name);
    }

    String text(String name) {
        JsonNode value = json.get(name);
        check(value != null && value.isTextual(), path + name, "a text", value);
        return value.textValue();
    }

    /** A field that may be left out for false. */
    boolean flag(String name) {
        JsonNode value = json.get(name);
        check(value == null || value.isBoolean(), path + name, "true or false", value);
        return value != null && value.booleanValue();
    }

    byte[] bytes(String name) {
        try {
            return Base64.getDecoder().decode(text(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s%s must be base64 (%s)".formatted(path, name, e.getMessage()), e);
        }
    }

    long integer(String name, long least, long most) {
        return integer(path + name, json.get(name), least, most);
    }

    /** The bits of an unsigned number. */
    long integer(String name, BigInteger least, BigInteger most) {
        return integer(path + name, json.get(name), least, most);
    }

    static long integer(String name, JsonNode value, long least, long most) {
        return integer(name, value, BigInteger.valueOf(least), BigInteger.valueOf(most));
    }

    /** Numbers that many programs would round may be written as text. */
    private static long integer(String name, JsonNode value, BigInteger least, BigInteger most) {
        boolean isText = value != null && value.isTextual();
        boolean isInteger = isText && value.textValue().matches("-?[0-9]{1,20}");
        check(
                isInteger || (value != null && value.isIntegralNumber()),
                name,
                "a whole number",
                value);
        BigInteger number = isText ? new BigInteger(value.textValue()) : value.bigIntegerValue();
        check(
                number.compareTo(least) >= 0 && number.compareTo(most) <= 0,
                name,
                "from " + least + " to " + (most.equals(MOST_LONG) ? "2^63-1" : most),
                value);
        return number.longValue();
    }

    /** Throws {@link IllegalArgumentException} unless a value is right. */
    static void check(boolean isRight, String name, String rule, JsonNode value) {
        if (!isRight) {
            throw new IllegalArgumentException(
                    "%s must be %s (got %s)".formatted(name, rule, shown(value)));
        }
    }

    private static String shown(JsonNode value) {
        String text = value == null ? "nothing" : value.toString();
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }
}
