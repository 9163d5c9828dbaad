package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.jobs.Spikelink;
import org.spikelink.jobs.classify.ClassifyConfig;
import org.spikelink.jobs.classify.ClassifyMain;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.classify.config.Flags;
import org.spikelink.jobs.classify.config.JobOption;
import org.spikelink.jobs.classify.config.Settings;
import picocli.CommandLine;

/** What docker/ and k8s/ refer to is there: paths, classes, options of ours and of Flink, versions. */
class DeploymentFilesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path DOCKER = ROOT.resolve("docker");
    private static final Path CONFIG = DOCKER.resolve("conf/config.yaml");
    private static final Path COMPOSE = DOCKER.resolve("compose.yaml");
    private static final Path GRAFANA = DOCKER.resolve("grafana");
    private static final Path KUBERNETES = ROOT.resolve("k8s/spikelink.yaml");

    /** What users put there, or a build makes. */
    private static final Set<String> NOT_CHECKED_IN =
            Set.of(
                    "docker/models",
                    "docker/recordings",
                    "jobs/target/spikelink-job.jar",
                    "jobs/target/classes",
                    "jobs/target/lib");

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

    static List<Path> yamls() throws IOException {
        List<Path> yamls = new ArrayList<>();
        for (Path folder : List.of(DOCKER, ROOT.resolve("k8s"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                        .forEach(yamls::add);
            }
        }
        return yamls;
    }

    @ParameterizedTest
    @MethodSource("yamls")
    void everyFileIsYaml(Path file) throws IOException {
        assertThat(load(file)).isInstanceOf(Map.class);
    }

    @Test
    void flinkKnowsEveryKey() throws IOException {
        assertThat(unknown(map(load(CONFIG)).keySet())).isEmpty();
        assertThat(unknown(map(at(load(KUBERNETES), "spec", "flinkConfiguration")).keySet()))
                .isEmpty();
        String properties =
                at(load(COMPOSE), "services", "jobmanager", "environment", "FLINK_PROPERTIES")
                        .toString();
        assertThat(unknown(map(parse(properties)).keySet())).isEmpty();
        assertThat(unknown(Set.of("state.backend.typ", "heartbeat.interval")))
                .containsExactly("state.backend.typ");
    }

    @Test
    void everyClusterOpensWhatFlinkNeedsAndRunsTheVectorKernelAtCacheLines() throws IOException {
        Object opts = at(load(CONFIG), "env.java.opts.all");
        assertThat(opts.toString().split(" ", -1))
                .contains(
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-XX:ObjectAlignmentInBytes=64");
        assertThat(at(load(KUBERNETES), "spec", "flinkConfiguration", "env.java.opts.all"))
                .isEqualTo(opts);
    }

    @Test
    void theJobsSettingsAndClassesAreReal() throws Exception {
        Object compose = at(load(COMPOSE), "services", "jobmanager");
        assertThat(strings(at(compose, "command"))).contains(ClassifyMain.class.getName());
        assertThat(job(Map.of(), texts(at(compose, "environment"))).sink().delivery())
                .isEqualTo(Delivery.EXACTLY_ONCE);
        Object kubernetes = at(load(KUBERNETES), "spec");
        assertThat(at(kubernetes, "job", "entryClass")).isEqualTo(ClassifyMain.class.getName());
        assertThat(
                        job(texts(at(kubernetes, "flinkConfiguration")), podVariables(kubernetes))
                                .sink()
                                .delivery())
                .isEqualTo(Delivery.EXACTLY_ONCE);
    }

    /** The job that these settings give; fails on those that it does not know, or cannot do without. */
    private static ClassifyOptions job(Map<String, String> flink, Map<String, String> variables) {
        Flags none = new Flags(CommandLine.Model.CommandSpec.create(), List.of());
        Settings settings = Settings.of(ClassifyConfig.ALL, flink, none, variables);
        settings.require(ClassifyConfig.MODEL);
        return ClassifyOptions.of(settings);
    }

    /** With a login where a secret would bring it. */
    private static Map<String, String> podVariables(Object kubernetes) {
        Map<String, String> variables = new HashMap<>();
        for (Object container : (List<?>) at(kubernetes, "podTemplate", "spec", "containers")) {
            for (Object variable : (List<?>) at(container, "env")) {
                variables.put(at(variable, "name").toString(), "${file:/login:login}");
            }
        }
        assertThat(variables).containsKey("SPIKELINK_PROPERTIES_SASL_JAAS_CONFIG");
        return variables;
    }

    @Test
    void theSensorsCommandIsReal() throws Exception {
        Object service = at(load(COMPOSE), "services", "sensor");
        assertThat(texts(at(service, "environment")))
                .containsOnlyKeys(ClassifyConfig.BOOTSTRAP_SERVERS.variable());
        List<String> sensor = strings(at(service, "command"));
        var replay =
                new CommandLine(Spikelink.class, onlyPublic()).getSubcommands().get(sensor.get(0));
        assertThat(replay.getCommandSpec().optionsMap().keySet())
                .containsAll(sensor.stream().filter(word -> word.startsWith("--")).toList());
    }

    @Test
    void grafanaAndPrometheusFindWhatIsMountedForThem() throws IOException {
        Object dashboard = load(GRAFANA.resolve("dashboards/spikelink.json"));
        Object source =
                ((List<?>)
                                at(
                                        load(
                                                GRAFANA.resolve(
                                                        "provisioning/datasources/prometheus.yaml")),
                                        "datasources"))
                        .get(0);
        List<?> panels = (List<?>) at(dashboard, "panels");
        assertThat(panels)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        panel ->
                                assertThat(at(panel, "datasource", "uid"))
                                        .isEqualTo(at(source, "uid")));
        assertThat(at(source, "url")).isEqualTo("http://prometheus:9090");
        Object folder =
                ((List<?>)
                                at(
                                        load(
                                                GRAFANA.resolve(
                                                        "provisioning/dashboards/spikelink.yaml")),
                                        "providers"))
                        .get(0);
        assertThat(mounts("grafana")).contains(at(folder, "options", "path").toString());
        assertThat(mounts("prometheus"))
                .containsAll(strings(at(load(DOCKER.resolve("prometheus.yml")), "rule_files")));
    }

    private static List<String> mounts(String service) throws IOException {
        return strings(at(load(COMPOSE), "services", service, "volumes")).stream()
                .map(volume -> volume.split(":", -1)[1])
                .toList();
    }

    @Test
    void everyClusterLogsAlike() throws IOException {
        assertThat(at(load(KUBERNETES), "spec", "logConfiguration", "log4j-console.properties"))
                .isEqualTo(Files.readString(DOCKER.resolve("conf/log4j-console.properties")));
    }

    @Test
    void noPortIsOpenToOtherMachines() throws IOException {
        for (Object service : map(at(load(COMPOSE), "services")).values()) {
            assertThat(strings(map(service).getOrDefault("ports", List.of())))
                    .allMatch(port -> port.startsWith("127.0.0.1:"));
        }
    }

    private static CommandLine.IFactory onlyPublic() {
        return new CommandLine.IFactory() {
            @Override
            public <T> T create(Class<T> type) throws Exception {
                var constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                return constructor.newInstance();
            }
        };
    }

    @Test
    void everyPathIsThere() throws IOException {
        List<String> paths = new ArrayList<>();
        Matcher copies =
                Pattern.compile("(?m)^COPY (?:--\\S+ )*(.+) \\S+$")
                        .matcher(Files.readString(DOCKER.resolve("Dockerfile")));
        while (copies.find()) {
            for (String path : copies.group(1).split(" ", -1)) {
                paths.add(path.replaceFirst("^/build/", ""));
            }
        }
        assertThat(paths).hasSizeGreaterThan(3);
        for (Object service : map(at(load(COMPOSE), "services")).values()) {
            for (String volume : strings(map(service).getOrDefault("volumes", List.of()))) {
                if (volume.startsWith("./")) {
                    paths.add("docker/" + volume.substring(2, volume.indexOf(':')));
                }
            }
        }
        assertThat(paths)
                .allMatch(
                        path -> NOT_CHECKED_IN.contains(path) || Files.exists(ROOT.resolve(path)));
        assertThat(NOT_CHECKED_IN).allMatch(paths::contains);
    }

    @Test
    void targetsAndImagesFitTogether() throws IOException {
        String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
        String flink = EnvironmentInformation.getVersion();
        assertThat(dockerfile).contains("FROM flink:" + flink + "-java17 AS job");
        String[] version = flink.split("\\.", -1);
        assertThat(at(load(KUBERNETES), "spec", "flinkVersion"))
                .isEqualTo("v" + version[0] + "_" + version[1]);
        for (String service : List.of("jobmanager", "sensor")) {
            Object build = at(load(COMPOSE), "services", service, "build");
            assertThat(dockerfile).contains(" AS " + at(build, "target") + "\n");
            assertThat(ROOT.resolve(at(build, "dockerfile").toString())).exists();
        }
    }

    private static List<String> unknown(Set<String> keys) {
        Set<String> known =
                FLINK_OPTIONS.stream()
                        .flatMap(type -> Arrays.stream(type.getFields()))
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .filter(field -> ConfigOption.class.isAssignableFrom(field.getType()))
                        .map(DeploymentFilesTest::option)
                        .flatMap(DeploymentFilesTest::keys)
                        .collect(Collectors.toCollection(HashSet::new));
        return keys.stream()
                .filter(
                        key ->
                                !known.contains(key)
                                        && !key.startsWith("metrics.reporter.prom.")
                                        && !key.startsWith(JobOption.PREFIX))
                .toList();
    }

    private static ConfigOption<?> option(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> keys(ConfigOption<?> option) {
        Stream.Builder<String> keys = Stream.builder();
        keys.add(option.key());
        for (FallbackKey key : option.fallbackKeys()) {
            if (!key.isDeprecated()) {
                keys.add(key.getKey());
            }
        }
        return keys.build();
    }

    private static Object load(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    private static Object parse(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    private static Object at(Object yaml, String... path) {
        Object found = yaml;
        for (String key : path) {
            found = map(found).get(key);
            assertThat(found).as("%s in %s", key, List.of(path)).isNotNull();
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    private static Map<String, String> texts(Object yaml) {
        return map(yaml).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString()));
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Object yaml) {
        return ((List<Object>) yaml).stream().map(Object::toString).toList();
    }
}
