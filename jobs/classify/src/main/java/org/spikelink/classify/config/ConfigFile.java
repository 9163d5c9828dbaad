package org.spikelink.classify.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikelink.core.error.SpikelinkException;

/**
 * Spikelink settings in a YAML file with the format of Flink's config.yaml: keys may be dotted or nested. Other keys
 * belong to Flink and are ignored.
 */
final class ConfigFile {
    /** The key above nested options; without a value it sets nothing. */
    private static final String SECTION =
            JobOption.PREFIX.substring(0, JobOption.PREFIX.length() - 1);

    private ConfigFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it cannot be read, is not YAML, or sets a Spikelink key to a list or to no
     *     value, or its section to anything but a mapping
     */
    static List<Setting> read(Path file) {
        List<Setting> settings = new ArrayList<>();
        flatten("", load(file), file, settings);
        return settings;
    }

    private static Map<String, Object> load(Path file) {
        try {
            return YamlFile.read(file);
        } catch (SpikelinkException e) {
            throw new IllegalArgumentException(
                    "--config must be a YAML file: " + e.getMessage(), e);
        }
    }

    private static void flatten(String above, Map<?, ?> yaml, Path file, List<Setting> settings) {
        yaml.forEach(
                (name, value) -> {
                    String key = above + name;
                    if (value instanceof Map<?, ?> below) {
                        flatten(key + ".", below, file, settings);
                    } else if (value != null && SECTION.equals(key)) {
                        throw new IllegalArgumentException(
                                key + " in " + file + " must be a mapping from options to values");
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
