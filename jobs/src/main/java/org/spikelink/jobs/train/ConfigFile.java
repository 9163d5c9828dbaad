package org.spikelink.jobs.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.spikelink.core.model.FileFailure;
import org.spikelink.jobs.classify.config.NearestName;
import org.spikelink.jobs.errors.CommandException;

/**
 * Options of a command in a YAML file: a mapping from their names, without the dashes, to their values. A list gives an
 * option several times.
 *
 * @param file where it stands
 * @param values texts by name
 */
record ConfigFile(Path file, Map<String, List<String>> values) {

    /**
     * Reads a file.
     *
     * @param known names that it may hold
     * @throws CommandException if it cannot be read, is no such mapping, or holds another name
     */
    static ConfigFile read(Path file, Set<String> known) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : mapping(file).entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (!known.contains(name)) {
                throw new CommandException(
                        "%s: '%s' is no option that a config may set%s (--help lists all)"
                                .formatted(file, name, meant(name, known)));
            }
            values.put(name, texts(file, name, entry.getValue()));
        }
        return new ConfigFile(file, values);
    }

    private static String meant(String name, Set<String> known) {
        return NearestName.near(name, known).map(": did you mean '%s'?"::formatted).orElse("");
    }

    private static Map<?, ?> mapping(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Object content =
                    new Load(LoadSettings.builder().setLabel(file.toString()).build())
                            .loadFromInputStream(in);
            if (content instanceof Map<?, ?> map) {
                return map;
            }
            throw new CommandException(
                    file + ": must be a YAML mapping from options to values (got " + content + ")");
        } catch (NoSuchFileException e) {
            throw new CommandException(file + ": no such file", e);
        } catch (IOException e) {
            throw new CommandException(
                    file + ": cannot be read (" + FileFailure.reason(e) + ")", e);
        } catch (YamlEngineException e) {
            throw new CommandException(
                    file + ": is no YAML: " + e.getMessage().replaceAll("\\s+", " "), e);
        }
    }

    private static List<String> texts(Path file, String name, Object value) {
        List<String> texts = new ArrayList<>();
        for (Object item :
                value instanceof List<?> list ? list : Collections.singletonList(value)) {
            texts.add(text(file, name, item));
        }
        return texts;
    }

    private static String text(Path file, String name, Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new CommandException(
                "%s: %s must be a text, a number, true, false, or a list of these (got %s)"
                        .formatted(file, name, value));
    }
}
