package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.tests.architecture.DeploymentFiles.COMPOSE;
import static org.spikelink.tests.architecture.DeploymentFiles.CONFIG;
import static org.spikelink.tests.architecture.DeploymentFiles.DOCKER;
import static org.spikelink.tests.architecture.DeploymentFiles.GRAFANA;
import static org.spikelink.tests.architecture.DeploymentFiles.KUBERNETES;
import static org.spikelink.tests.architecture.DeploymentFiles.PROMETHEUS;
import static org.spikelink.tests.architecture.DeploymentFiles.ROOT;
import static org.spikelink.tests.architecture.DeploymentFiles.at;
import static org.spikelink.tests.architecture.DeploymentFiles.flinkOptions;
import static org.spikelink.tests.architecture.DeploymentFiles.flinkSettings;
import static org.spikelink.tests.architecture.DeploymentFiles.load;
import static org.spikelink.tests.architecture.DeploymentFiles.map;
import static org.spikelink.tests.architecture.DeploymentFiles.strings;
import static org.spikelink.tests.architecture.DeploymentFiles.texts;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.classify.ClassifyConfig;
import org.spikelink.classify.ClassifyMain;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.config.Flags;
import org.spikelink.classify.config.JobOption;
import org.spikelink.classify.config.Settings;
import org.spikelink.cli.Spikelink;
import org.spikelink.connectors.kafka.flink.Delivery;
import picocli.CommandLine;

/** What docker/ and k8s/ refer to is there: paths, classes, options of ours and of Flink, versions. */
class DeploymentFilesTest {
    /** What users put there, or a build makes. */
    private static final Set<String> NOT_CHECKED_IN =
            Set.of(
                    "jobs/classify/target/spikelink-job.jar",
                    "jobs/cli/target/classes",
                    "jobs/cli/target/lib");

    /** An option of the Kubernetes operator, not of Flink. */
    private static final String LAST_STATE_FALLBACK =
            "kubernetes.operator.job.upgrade.last-state-fallback.enabled";

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
        flinkSettings()
                .forEach(
                        (where, settings) ->
                                assertThat(unknown(settings.keySet())).as(where).isEmpty());
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
        assertThat(mounts("prometheus")).containsAll(strings(at(load(PROMETHEUS), "rule_files")));
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
                String usual = withDefaults(volume);
                if (usual.startsWith(".")) {
                    paths.add("docker/" + usual.substring(0, usual.indexOf(':')));
                }
            }
        }
        assertThat(paths)
                .allMatch(
                        path -> NOT_CHECKED_IN.contains(path) || Files.exists(ROOT.resolve(path)));
        assertThat(NOT_CHECKED_IN).allMatch(paths::contains);
    }

    /** Flink loads a plugin only from a folder of its own in plugins/, and only a jar that its distribution has. */
    @Test
    void theImageEnablesTheS3FileSystem() throws IOException {
        String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
        String job =
                dockerfile.substring(
                        dockerfile.indexOf(" AS job\n"), dockerfile.indexOf(" AS tools\n"));
        Matcher plugin =
                Pattern.compile(
                                "(?m)^RUN mkdir (/opt/flink/plugins/[a-z0-9-]+) && cp /opt/flink/opt/(\\S+) (\\S+)/$")
                        .matcher(job);

        assertThat(plugin.find()).as(job).isTrue();
        assertThat(plugin.group(3)).isEqualTo(plugin.group(1));
        assertThat(FileSystems.getDefault().getPathMatcher("glob:" + plugin.group(2)))
                .matches(
                        glob ->
                                glob.matches(
                                        Path.of(
                                                "flink-s3-fs-presto-%s.jar"
                                                        .formatted(
                                                                EnvironmentInformation
                                                                        .getVersion()))));
    }

    @Test
    void composeRunsAModelThatIsCheckedIn() throws IOException {
        Object service = at(load(COMPOSE), "services", "jobmanager");
        String volume = withDefaults(strings(at(service, "volumes")).get(0));
        String model = withDefaults(texts(at(service, "environment")).get("SPIKELINK_MODEL"));
        String mount = volume.split(":", -1)[1];
        assertThat(model).startsWith(mount + "/");
        assertThat(
                        DOCKER.resolve(volume.split(":", -1)[0])
                                .resolve(model.substring(mount.length() + 1)))
                .isRegularFile();
    }

    /** As compose reads it where no variable is set. */
    private static String withDefaults(String text) {
        return text.replaceAll("\\$\\{\\w+-([^}]*)}", "$1");
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
                flinkOptions()
                        .flatMap(DeploymentFilesTest::keys)
                        .collect(Collectors.toCollection(HashSet::new));
        return keys.stream()
                .filter(
                        key ->
                                !known.contains(key)
                                        && !key.equals(LAST_STATE_FALLBACK)
                                        && !key.startsWith("metrics.reporter.prom.")
                                        && !key.startsWith(JobOption.PREFIX))
                .toList();
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
}
