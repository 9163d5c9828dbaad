package org.spikelink.cli.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikelink.classify.config.YamlFile;
import org.spikelink.core.error.NearestName;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;

/** Options of a command in a YAML file: a mapping from option names without dashes to values. */
final class ConfigFile {
    private static final String LAYERS = "layers";
    private static final String TYPE = "type";

    private ConfigFile() {}

    /**
     * Reads a file.
     *
     * @param known names of options that it may set
     * @return values as text by option; several if the file has a list
     * @throws SpikelinkException if it cannot be read, is not such a mapping, or holds another name
     */
    static Map<String, List<String>> read(Path file, Set<String> known) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        YamlFile.read(file)
                .forEach(
                        (name, value) -> {
                            checkKnown(file, name, known);
                            values.put(name, texts(file, name, value));
                        });
        return values;
    }

    private static void checkKnown(Path file, String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new SpikelinkException(
                    "%s: '%s' is not an option that a config file can set%s (train --help lists them)"
                            .formatted(file, name, hint(name, known)));
        }
    }

    private static String hint(String name, Set<String> known) {
        return NearestName.near(name, known).map(": did you mean '%s'?"::formatted).orElse("");
    }

    /** A layer that is a mapping, as in a model file, in the form of the option. */
    private static String layer(Path file, int number, Map<?, ?> layer) {
        if (!(layer.get(TYPE) instanceof String type)) {
            throw new SpikelinkException(
                    "%s: layers.%d must have a type (got nothing)".formatted(file, number));
        }
        StringBuilder text = new StringBuilder(type);
        layer.forEach(
                (key, value) -> {
                    if (!(value instanceof String)) {
                        throw new SpikelinkException(
                                "%s: layers.%d.%s must be text, a number, true or false"
                                        .formatted(file, number, Printable.of(key.toString())));
                    }
                    if (!key.equals(TYPE)) {
                        text.append(' ').append(key).append('=').append(value);
                    }
                });
        return text.toString();
    }

    private static List<String> texts(Path file, String name, Object value) {
        List<String> texts = new ArrayList<>();
        for (Object item :
                value instanceof List<?> list ? list : Collections.singletonList(value)) {
            if (item instanceof Map<?, ?> layer && name.equals(LAYERS)) {
                texts.add(layer(file, texts.size(), layer));
                continue;
            }
            if (!(item instanceof String text)) {
                throw new SpikelinkException(
                        "%s: %s must be text, a number, true or false, or a list of these"
                                .formatted(file, name));
            }
            texts.add(text);
        }
        return texts;
    }
}
