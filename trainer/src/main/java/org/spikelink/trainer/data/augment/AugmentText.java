package org.spikelink.trainer.data.augment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of {@link AugmentOptions}: comma-separated names with numbers. */
final class AugmentText {
    private static final List<String> NAMES =
            List.of(
                    "shift",
                    "flip",
                    "rotate",
                    "zoom",
                    "shear",
                    "elastic",
                    "jitter",
                    "scale",
                    "timeshift",
                    "drop",
                    "hot",
                    "channels",
                    "mix",
                    "mixup",
                    "cutout");
    private static final String FLAG = "flip";

    private AugmentText() {}

    static AugmentOptions parse(String text) {
        if (text.isBlank() || text.strip().equals("none")) {
            return AugmentOptions.NONE;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", 2);
            String name = sides[0].strip();
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "augment: must be of " + NAMES + " (got '" + part.strip() + "')");
            }
            double value = value(name, sides.length == 2 ? sides[1].strip() : null);
            if (values.put(name, value) != null) {
                throw new IllegalArgumentException("augment: " + name + " must be given once");
            }
        }
        return new AugmentOptions(
                spatial(values),
                whole(values, "jitter"),
                values.getOrDefault("scale", 0.0),
                whole(values, "timeshift"),
                values.getOrDefault("drop", 0.0),
                (int) whole(values, "hot"),
                values.getOrDefault("channels", 0.0),
                values.getOrDefault("mix", 0.0),
                values.getOrDefault("mixup", 0.0),
                values.getOrDefault("cutout", 0.0));
    }

    private static SpatialOptions spatial(Map<String, Double> values) {
        return new SpatialOptions(
                (int) whole(values, "shift"),
                values.getOrDefault(FLAG, 0.0) != 0,
                values.getOrDefault("rotate", 0.0),
                values.getOrDefault("zoom", 0.0),
                values.getOrDefault("shear", 0.0),
                values.getOrDefault("elastic", 0.0));
    }

    private static double value(String name, String text) {
        if (name.equals(FLAG)) {
            if (text != null && !text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException(
                        "augment: flip takes no value, or true or false (got '" + text + "')");
            }
            return text == null || text.equals("true") ? 1 : 0;
        }
        try {
            return Double.parseDouble(text == null ? "" : text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "augment: %s must have a number, as in %s=1 (got '%s')"
                            .formatted(name, name, text == null ? "" : text),
                    e);
        }
    }

    private static long whole(Map<String, Double> values, String name) {
        double value = values.getOrDefault(name, 0.0);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "augment: %s must be a whole number below 2^31 (got %s)"
                            .formatted(name, value));
        }
        return (long) value;
    }
}
