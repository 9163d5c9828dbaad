package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.core.error.NearestName;
import org.spikelink.core.error.Printable;

/**
 * Reads layers as a recipe lists them: {@code conv 16 k5 s2, leaky, max 2, slstm 128, linear}. A layer is a type of a model
 * file and its options as {@code name=value}, or their short forms: {@code conv}, {@code max} and {@code avg} for types; a
 * number for the first option; {@code k5 s2 p2} for kernel, stride and padding; {@code bn} for batch_norm=true; {@code max2}
 * for pool=max2.
 */
public final class LayerText {
    private static final Pattern SHORT = Pattern.compile("([ksp])(\\d+)");
    private static final Pattern POOL = Pattern.compile("(max|avg)\\d+");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Map<String, String> SHORT_NAMES =
            Map.of("k", "kernel", "s", "stride", "p", "padding");

    private LayerText() {}

    /**
     * Reads all layers of a network.
     *
     * @throws IllegalArgumentException naming the layer and the option at fault
     */
    public static List<LayerPlan> read(List<String> texts) {
        List<LayerPlan> layers = new ArrayList<>();
        for (String text : texts) {
            try {
                layers.add(layer(text.trim()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "layers.%d '%s': %s"
                                .formatted(layers.size(), Printable.of(text), e.getMessage()),
                        e);
            }
        }
        return layers;
    }

    private static LayerPlan layer(String text) {
        String[] words = text.split("\\s+", -1);
        Map<String, String> options = new LinkedHashMap<>();
        LayerPlan.Type type = type(words[0].toLowerCase(Locale.ROOT), options);
        for (int n = 1; n < words.length; n++) {
            String[] option = option(type, words[n]);
            if (!type.options().contains(option[0])) {
                throw new IllegalArgumentException(
                        "%s must be an option of %s: %s%s"
                                .formatted(
                                        Printable.of(option[0]),
                                        type.json(),
                                        String.join(", ", type.options()),
                                        hint(option[0], type.options())));
            }
            if (options.put(option[0], option[1]) != null) {
                throw new IllegalArgumentException(option[0] + " must be given once");
            }
        }
        return new LayerPlan(text, type, options);
    }

    private static String hint(String name, List<String> known) {
        return NearestName.near(name, known).map("; did you mean '%s'?"::formatted).orElse("");
    }

    private static LayerPlan.Type type(String word, Map<String, String> options) {
        if (word.equals("conv")) {
            return LayerPlan.Type.CONV2D;
        }
        if (word.equals("max") || word.equals("avg")) {
            options.put("by", word);
            return LayerPlan.Type.POOL2D;
        }
        List<String> names = new ArrayList<>(List.of("conv", "max", "avg"));
        for (LayerPlan.Type type : LayerPlan.Type.values()) {
            if (type.json().equals(word)) {
                return type;
            }
            names.add(type.json());
        }
        throw new IllegalArgumentException(
                "type must be one of %s (got '%s')%s"
                        .formatted(
                                String.join(", ", names), Printable.of(word), hint(word, names)));
    }

    /** Name and value of an option. */
    private static String[] option(LayerPlan.Type type, String word) {
        Matcher abbreviated = SHORT.matcher(word);
        int equals = word.indexOf('=');
        if (equals > 0) {
            return new String[] {word.substring(0, equals), word.substring(equals + 1)};
        } else if (NUMBER.matcher(word).matches()) {
            return new String[] {type.options().get(0), word};
        } else if (abbreviated.matches()) {
            return new String[] {SHORT_NAMES.get(abbreviated.group(1)), abbreviated.group(2)};
        } else if (POOL.matcher(word).matches()) {
            return new String[] {"pool", word};
        }
        return new String[] {word.equals("bn") ? "batch_norm" : word, "true"};
    }
}
