package org.spikelink.jobs.classify.config;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.YamlParserUtils;

/**
 * What a YAML file in the form of Flink's config.yaml sets, keys written out or nested. Keys that are not ours are
 * Flink's, and no matter of ours.
 */
final class ConfigFile {
    private ConfigFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it cannot be read, is no YAML, or sets a key of ours to a list
     */
    static List<Setting> read(Path file) {
        List<Setting> settings = new ArrayList<>();
        flatten("", load(file), file, settings);
        return settings;
    }

    private static Map<?, ?> load(Path file) {
        try {
            return YamlParserUtils.loadYamlFile(file.toFile());
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException(
                    "--config must name a file that can be read (got " + file + ")", e);
        } catch (Exception e) { // declared so; its message may quote what should not be shown
            throw new IllegalArgumentException(
                    "--config must be YAML, keys and values (got " + file + ")", e);
        }
    }

    private static void flatten(String above, Map<?, ?> yaml, Path file, List<Setting> settings) {
        yaml.forEach(
                (name, value) -> {
                    String key = above + name;
                    if (value instanceof Map<?, ?> below) {
                        flatten(key + ".", below, file, settings);
                    } else if (key.startsWith(JobOption.PREFIX)) {
                        settings.add(setting(key, value, file));
                    }
                });
    }

    private static Setting setting(String key, Object value, Path file) {
        String origin = key + " in " + file;
        if (value == null || value instanceof Iterable<?>) {
            throw new IllegalArgumentException(origin + " must be one value");
        }
        return new Setting(key, value.toString(), origin);
    }
}
