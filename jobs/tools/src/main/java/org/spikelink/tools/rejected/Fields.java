package org.spikelink.tools.rejected;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Set;
import org.spikelink.core.model.file.JsonFields;

/** The fields of an edited JSON object; errors name the field, the rule and the value. */
final class Fields {
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private final JsonFields json;

    /** Throws {@link IllegalArgumentException} if {@code json} is not an object or has unknown fields. */
    Fields(String path, JsonNode json, Set<String> known) {
        this.json = new JsonFields(json, path, IllegalArgumentException::new);
        known.forEach(this.json::has);
        this.json.close();
    }

    /** Whether a field is present and not null. */
    boolean has(String name) {
        return json.has(name);
    }

    String text(String name) {
        return json.text(name);
    }

    /** An optional field, false by default. */
    boolean flag(String name) {
        return json.flag(name, false);
    }

    /** A field as it is; null if it is missing. */
    JsonNode value(String name) {
        return json.value(name);
    }

    byte[] bytes(String name) {
        try {
            return Base64.getDecoder().decode(text(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s must be base64 (%s)".formatted(json.at(name), e.getMessage()), e);
        }
    }

    long integer(String name, long least, long most) {
        return integer(json.at(name), json.value(name), least, most);
    }

    /** The bits of an unsigned number. */
    long integer(String name, BigInteger least, BigInteger most) {
        return integer(json.at(name), json.value(name), least, most);
    }

    static long integer(String name, JsonNode value, long least, long most) {
        return integer(name, value, BigInteger.valueOf(least), BigInteger.valueOf(most));
    }

    /** Also accepts text, because many programs round large numbers. */
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
                "from " + least + " to " + (most.equals(MAX_LONG) ? "2^63-1" : most),
                value);
        return number.longValue();
    }

    /** Throws {@link IllegalArgumentException} unless a value is valid. */
    static void check(boolean isRight, String name, String rule, JsonNode value) {
        if (!isRight) {
            throw new IllegalArgumentException(
                    "%s must be %s (got %s)".formatted(name, rule, JsonFields.shown(value)));
        }
    }
}
