package org.spikelink.classify.config;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.GlobalConfiguration;

/** Settings from Flink's own configuration: config.yaml, {@code -D}, or a FlinkDeployment. */
final class FlinkLayer {
    private FlinkLayer() {}

    /**
     * Reads the Spikelink keys.
     *
     * @throws IllegalArgumentException for a secret that Flink does not recognize as one: its web page and its log
     *     would show it
     */
    static List<Setting> read(Map<String, String> configuration) {
        return configuration.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(JobOption.PREFIX))
                .map(entry -> setting(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Setting setting(String key, String value) {
        if (Settings.isSecret(key) && !GlobalConfiguration.isSensitive(key)) {
            throw new IllegalArgumentException(
                    key
                            + " must not be in Flink's configuration, which Flink shows: set it in the environment or"
                            + " in the file that --config names");
        }
        return new Setting(key, value, key + " in Flink's configuration");
    }
}
