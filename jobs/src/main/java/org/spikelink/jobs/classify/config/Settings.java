package org.spikelink.jobs.classify.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spikelink.connectors.kafka.KafkaSecrets;

/** What was set, and where; whatever comes later wins. */
public final class Settings {
    /** What follows is a property of Kafka's clients. */
    public static final String PROPERTIES = JobOption.PREFIX + "properties.";

    private final Map<String, Setting> byKey;

    private Settings(Map<String, Setting> byKey) {
        this.byKey = byKey;
    }

    /**
     * Puts what was set over each other: Flink's configuration, the file that the command line names, the command line,
     * the environment.
     *
     * @param known all options that may be set, besides {@code properties.*}
     * @param flink Flink's configuration; its keys that are not ours are left alone
     * @param flags what the command line says
     * @param environment variables of the process, those of others among them
     * @throws IllegalArgumentException naming a setting that is not known and the nearest that is, a file that cannot be
     *     read, or a secret that stands where Flink shows it
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

    /** Whether a key is of a property whose value nobody may see. */
    static boolean isSecret(String key) {
        return isProperty(key) && KafkaSecrets.isSecret(key.substring(PROPERTIES.length()));
    }

    private static IllegalArgumentException unknown(Setting setting, Collection<String> keys) {
        return new IllegalArgumentException(
                "%s is not known; the nearest key is %s"
                        .formatted(setting.origin(), NearestName.to(setting.key(), keys)));
    }

    /** What an option was set to. */
    public <T> Optional<T> find(JobOption<T> option) {
        return Optional.ofNullable(byKey.get(option.key())).map(option::read);
    }

    /**
     * What an option was set to, or its default.
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
     * Checks that options were set which have no default.
     *
     * @throws IllegalArgumentException naming all that were not
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
     * What was set for Kafka's clients, under Kafka's own names.
     *
     * @throws IllegalArgumentException for a login that Kafka would quote in its errors
     */
    public Properties properties() {
        Properties properties = new Properties();
        byKey.forEach(
                (key, setting) -> {
                    if (isProperty(key)) {
                        properties.setProperty(key.substring(PROPERTIES.length()), setting.value());
                    }
                });
        KafkaSecrets.check(properties);
        return properties;
    }
}
