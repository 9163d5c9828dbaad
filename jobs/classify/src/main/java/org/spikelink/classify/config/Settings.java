package org.spikelink.classify.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spikelink.connectors.kafka.client.KafkaSecrets;
import org.spikelink.core.error.NearestName;

/** All settings and their origins. Later sources override earlier ones. */
public final class Settings {
    /** Stands for the value of a secret property in a printed command. */
    public static final String HIDDEN = "<SECRET>";

    /** Prefix of properties of Kafka's clients. */
    public static final String PROPERTIES = JobOption.PREFIX + "properties.";

    private final Map<String, Setting> byKey;

    private Settings(Map<String, Setting> byKey) {
        this.byKey = byKey;
    }

    /**
     * Merges the sources, from the lowest priority to the highest: Flink's configuration, the file that the command
     * line names, the command line, the environment.
     *
     * @param known all options that may be set, besides {@code properties.*}
     * @param flink Flink's configuration; other keys are ignored
     * @param flags settings on the command line
     * @param environment all environment variables of the process
     * @throws IllegalArgumentException naming an unknown setting and the nearest known one, a file that cannot be
     *     read, or a secret where Flink would show it
     */
    public static Settings of(
            Collection<JobOption<?>> known,
            Map<String, String> flink,
            Flags flags,
            Map<String, String> environment) {
        return rising(
                known,
                List.of(
                        FlinkLayer.read(flink),
                        flags.file().map(ConfigFile::read).orElse(List.of()),
                        flags.settings(),
                        Environment.read(environment)));
    }

    private static Settings rising(Collection<JobOption<?>> known, List<List<Setting>> layers) {
        Set<String> keys = known.stream().map(JobOption::key).collect(Collectors.toSet());
        Map<String, Setting> byKey = new TreeMap<>();
        for (List<Setting> layer : layers) {
            for (Setting setting : layer) {
                if (!keys.contains(setting.key()) && !isProperty(setting.key())) {
                    throw unknown(setting, keys);
                }
                byKey.put(setting.key(), setting);
            }
        }
        return new Settings(byKey);
    }

    static boolean isProperty(String key) {
        return key.startsWith(PROPERTIES) && key.length() > PROPERTIES.length();
    }

    /** Whether a key names a property whose value is secret. */
    static boolean isSecret(String key) {
        return isProperty(key) && KafkaSecrets.isSecret(key.substring(PROPERTIES.length()));
    }

    private static IllegalArgumentException unknown(Setting setting, Collection<String> keys) {
        return new IllegalArgumentException(
                "%s is not known; the nearest key is %s"
                        .formatted(setting.origin(), NearestName.to(setting.key(), keys)));
    }

    /** The value that an option was set to. */
    public <T> Optional<T> find(JobOption<T> option) {
        return Optional.ofNullable(byKey.get(option.key())).map(option::read);
    }

    /**
     * The value that an option was set to, or its default.
     *
     * @throws IllegalArgumentException if it has neither
     */
    public <T> T get(JobOption<T> option) {
        if (!byKey.containsKey(option.key()) && option.flink().hasDefaultValue()) {
            return option.flink().defaultValue();
        }
        require(option);
        return option.read(byKey.get(option.key()));
    }

    /**
     * Checks that options without a default were set.
     *
     * @throws IllegalArgumentException naming all that are missing
     */
    public void require(JobOption<?>... options) {
        String missing =
                Stream.of(options)
                        .filter(option -> !byKey.containsKey(option.key()))
                        .map(o -> "%s (%s, %s)".formatted(o.flag(), o.key(), o.variable()))
                        .collect(Collectors.joining(" and "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(missing + " must be set");
        }
    }

    /**
     * What the command line and the environment set, as words of a command line. The environment overrides.
     *
     * @return options as {@code --linger=5ms}; the value of a secret property is {@link #HIDDEN}
     */
    public static List<String> words(Flags flags, Map<String, String> environment) {
        Map<String, Setting> given = new LinkedHashMap<>();
        flags.settings().forEach(setting -> given.put(setting.key(), setting));
        Environment.read(environment).forEach(setting -> given.put(setting.key(), setting));
        return given.values().stream().map(Settings::word).toList();
    }

    private static String word(Setting setting) {
        if (!isProperty(setting.key())) {
            return "--%s=%s"
                    .formatted(setting.key().substring(JobOption.PREFIX.length()), setting.value());
        }
        String value = isSecret(setting.key()) ? HIDDEN : setting.value();
        return Flags.PROPERTY + "=" + setting.key().substring(PROPERTIES.length()) + "=" + value;
    }

    /**
     * Properties for Kafka's clients, under Kafka's own names.
     */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        byKey.forEach(
                (key, setting) -> {
                    if (isProperty(key)) {
                        properties.put(key.substring(PROPERTIES.length()), setting.value());
                    }
                });
        return properties;
    }
}
