package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is in docker/ and k8s/, as the tests read it. */
final class DeploymentFiles {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    static final Path DOCKER = ROOT.resolve("docker");
    static final Path DOCKERFILE = DOCKER.resolve("Dockerfile");
    static final Path CONFIG = DOCKER.resolve("conf/config.yaml");
    static final Path COMPOSE = DOCKER.resolve("compose.yaml");
    static final Path PROMETHEUS = DOCKER.resolve("prometheus.yml");
    static final Path GRAFANA = DOCKER.resolve("grafana");
    static final Path KUBERNETES = ROOT.resolve("k8s/spikelink.yaml");
    static final Path POD_MONITOR = ROOT.resolve("k8s/pod-monitor.yaml");
    static final Path KUBERNETES_ALERTS = ROOT.resolve("k8s/alerts.yaml");
    static final Path ALERTS = DOCKER.resolve("alerts.yml");

    private static final List<Class<?>> FLINK_OPTIONS =
            List.of(
                    CheckpointingOptions.class,
                    CoreOptions.class,
                    HeartbeatManagerOptions.class,
                    HighAvailabilityOptions.class,
                    JobManagerOptions.class,
                    RestartStrategyOptions.class,
                    StateBackendOptions.class,
                    TaskManagerOptions.class);

    private DeploymentFiles() {}

    /** Flink's settings, of each place that has some. */
    static Map<String, Map<String, String>> flinkSettings() throws IOException {
        return Map.of(
                "config.yaml",
                texts(load(CONFIG)),
                "FlinkDeployment",
                texts(at(load(KUBERNETES), "spec", "flinkConfiguration")),
                "compose's jobmanager",
                flinkProperties("jobmanager"),
                "compose's taskmanager",
                flinkProperties("taskmanager"));
    }

    /** Those that a service of compose gets. */
    static Map<String, String> flinkProperties(String service) throws IOException {
        Object properties =
                at(load(COMPOSE), "services", service, "environment", "FLINK_PROPERTIES");
        return texts(parse(properties.toString()));
    }

    /** Those options of Flink that can be set here. */
    static Stream<ConfigOption<?>> flinkOptions() {
        return FLINK_OPTIONS.stream()
                .flatMap(type -> Arrays.stream(type.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> ConfigOption.class.isAssignableFrom(field.getType()))
                .map(DeploymentFiles::option);
    }

    private static ConfigOption<?> option(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object load(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static Object parse(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    static Object at(Object yaml, String... path) {
        Object found = yaml;
        for (String key : path) {
            found = map(found).get(key);
            assertThat(found).as("%s in %s", key, List.of(path)).isNotNull();
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    static Map<String, String> texts(Object yaml) {
        return map(yaml).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString()));
    }

    @SuppressWarnings("unchecked")
    static List<String> strings(Object yaml) {
        return ((List<Object>) yaml).stream().map(Object::toString).toList();
    }
}
