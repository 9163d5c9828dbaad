package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.tests.architecture.DeploymentFiles.COMPOSE;
import static org.spikelink.tests.architecture.DeploymentFiles.CONFIG;
import static org.spikelink.tests.architecture.DeploymentFiles.DOCKERFILE;
import static org.spikelink.tests.architecture.DeploymentFiles.GRAFANA;
import static org.spikelink.tests.architecture.DeploymentFiles.KUBERNETES;
import static org.spikelink.tests.architecture.DeploymentFiles.PROMETHEUS;
import static org.spikelink.tests.architecture.DeploymentFiles.at;
import static org.spikelink.tests.architecture.DeploymentFiles.flinkProperties;
import static org.spikelink.tests.architecture.DeploymentFiles.load;
import static org.spikelink.tests.architecture.DeploymentFiles.map;
import static org.spikelink.tests.architecture.DeploymentFiles.parse;
import static org.spikelink.tests.architecture.DeploymentFiles.strings;
import static org.spikelink.tests.architecture.DeploymentFiles.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.Test;
import org.spikelink.cli.Spikelink;
import org.spikelink.connectors.kafka.client.Topics;

/** What one of the files in docker/ and k8s/ says of another, and of what is in the images, is so. */
class DeploymentReferencesTest {
    private static final String REPORTER = "metrics.reporter.prom.factory.class";
    private static final String METRICS_PORT = "metrics.reporter.prom.port";

    /** Where ZooKeeper's image listens. */
    private static final String ZOOKEEPER = "zookeeper:2181";

    /** Where Prometheus's image listens. */
    private static final String PROMETHEUS_ADDRESS = "prometheus:9090";

    private static final Pattern FILE_URI = Pattern.compile("file://(/\\S+)");

    @Test
    void kubernetesRunsTheJarInTheImageThatComposeBuilds() throws IOException {
        Object spec = at(load(KUBERNETES), "spec");
        Object image = at(service("jobmanager"), "image");
        assertThat(at(spec, "image")).isEqualTo(image);
        assertThat(at(service("taskmanager"), "image")).isEqualTo(image);
        for (String built : List.of("jobmanager", "sensor")) {
            Object target = at(service(built), "build", "target");
            assertThat(Files.readString(DOCKERFILE))
                    .containsPattern(
                            "# +docker build .* --target %s +-t %s +\\."
                                    .formatted(target, at(service(built), "image")));
        }
        String jar = at(spec, "job", "jarURI").toString();
        assertThat(jar).startsWith("local://");
        assertThat(copied()).contains(jar.substring("local://".length()));
    }

    @Test
    void theImageOfToolsStartsTheCommandLineFromWhatIsCopiedThere() throws IOException {
        Matcher entry =
                Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$").matcher(Files.readString(DOCKERFILE));
        assertThat(entry.find()).isTrue();
        List<String> words = strings(parse(entry.group(1)));
        assertThat(words).last().isEqualTo(Spikelink.class.getName());
        String classPath = words.get(words.indexOf("-cp") + 1);
        assertThat(copied())
                .containsAll(
                        Stream.of(classPath.split(":", -1))
                                .map(part -> part.replaceFirst("/\\*$", ""))
                                .toList());
    }

    /** Paths in the images that something is copied to. */
    private static List<String> copied() throws IOException {
        return Pattern.compile("(?m)^COPY .* (/\\S+)$")
                .matcher(Files.readString(DOCKERFILE))
                .results()
                .map(copy -> copy.group(1))
                .toList();
    }

    @Test
    void prometheusFindsTheReporterOnItsPort() throws Exception {
        Map<String, String> compose = texts(load(CONFIG));
        Object spec = at(load(KUBERNETES), "spec");
        Map<String, String> kubernetes = texts(at(spec, "flinkConfiguration"));
        assertThat(Class.forName(compose.get(REPORTER)))
                .isAssignableTo(MetricReporterFactory.class);
        assertThat(kubernetes).containsEntry(REPORTER, compose.get(REPORTER));

        List<?> scrapes = (List<?>) at(load(PROMETHEUS), "scrape_configs");
        for (Object scrape : scrapes) {
            for (Object dns : (List<?>) at(scrape, "dns_sd_configs")) {
                assertThat(services()).containsAll(strings(at(dns, "names")));
                assertThat(at(dns, "port")).hasToString(compose.get(METRICS_PORT));
            }
        }
        Object container = ((List<?>) at(spec, "podTemplate", "spec", "containers")).get(0);
        assertThat((List<?>) at(container, "ports"))
                .anySatisfy(
                        port ->
                                assertThat(at(port, "containerPort"))
                                        .hasToString(kubernetes.get(METRICS_PORT)));
    }

    @Test
    void everyPathThatAServiceUsesIsOnAVolumeOfIts() throws IOException {
        for (String name : List.of("jobmanager", "taskmanager")) {
            List<String> used = new ArrayList<>(files(flinkProperties(name).values()));
            Map<String, String> environment = texts(at(service(name), "environment"));
            used.addAll(files(environment.values()));
            Stream.ofNullable(environment.get("SPIKELINK_MODEL")).forEach(used::add);
            assertThat(used).hasSizeGreaterThan(1);
            assertOnVolumes(used, mounts(name));
        }
        // What one writes the other reads.
        assertThat(volume("jobmanager", "/data")).isEqualTo(volume("taskmanager", "/data"));
        assertThat(map(at(load(COMPOSE), "volumes"))).containsKey(volume("jobmanager", "/data"));
    }

    @Test
    void everyPathThatKubernetesUsesIsOnAVolumeOfItsPods() throws IOException {
        Object spec = at(load(KUBERNETES), "spec");
        Map<String, String> flink = texts(at(spec, "flinkConfiguration"));
        Object pod = at(spec, "podTemplate", "spec");
        List<?> mounts = (List<?>) at(((List<?>) at(pod, "containers")).get(0), "volumeMounts");
        List<String> used = new ArrayList<>(files(flink.values()));
        used.add(flink.get("spikelink.model"));

        assertThat(used).hasSizeGreaterThan(3);
        assertOnVolumes(used, mounts.stream().map(m -> at(m, "mountPath").toString()).toList());
        assertThat(((List<?>) at(pod, "volumes")).stream().map(v -> at(v, "name")).toList())
                .isEqualTo(mounts.stream().map(m -> at(m, "name")).toList());
    }

    private static List<String> files(Collection<String> values) {
        return values.stream()
                .flatMap(value -> FILE_URI.matcher(value).results())
                .map(uri -> uri.group(1))
                .toList();
    }

    private static void assertOnVolumes(List<String> paths, List<String> mounts) {
        assertThat(paths)
                .allMatch(
                        path ->
                                mounts.stream()
                                        .anyMatch(m -> path.equals(m) || path.startsWith(m + "/")),
                        "a path on one of " + mounts);
    }

    @Test
    void everyServiceThatOneNeedsIsThereAndListensWhereItIsLookedFor() throws IOException {
        Set<String> listening =
                listeners().stream()
                        .map(port -> "kafka:" + port)
                        .collect(Collectors.toCollection(java.util.HashSet::new));
        assertThat(listening).contains("kafka:9092");
        listening.addAll(List.of(ZOOKEEPER, PROMETHEUS_ADDRESS));

        String all =
                Files.readString(COMPOSE)
                        + Files.readString(
                                GRAFANA.resolve("provisioning/datasources/prometheus.yaml"));
        Set<String> looked =
                Pattern.compile("\\b(%s):(\\d+)".formatted(String.join("|", services())))
                        .matcher(withoutImages(all))
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet());
        assertThat(looked).contains("kafka:9092", ZOOKEEPER, PROMETHEUS_ADDRESS);
        assertThat(listening).containsAll(looked);
        assertThat(flinkProperties("jobmanager"))
                .containsEntry("high-availability.zookeeper.quorum", ZOOKEEPER)
                .containsEntry("jobmanager.rpc.address", "jobmanager");
        assertThat(texts(at(service("jobmanager"), "environment")))
                .containsEntry("SPIKELINK_BOOTSTRAP_SERVERS", "kafka:9092");
        for (String name : services()) {
            assertThat(services()).as("services that %s needs", name).containsAll(needed(name));
        }
    }

    private static String withoutImages(String yaml) {
        return yaml.lines()
                .filter(line -> !line.strip().startsWith("image:"))
                .collect(Collectors.joining("\n"));
    }

    /** Ports of the broker. */
    private static List<String> listeners() throws IOException {
        String listeners = at(service("kafka"), "environment", "KAFKA_LISTENERS").toString();
        return Stream.of(listeners.split(",", -1))
                .map(listener -> listener.substring(listener.lastIndexOf(':') + 1))
                .toList();
    }

    private static Collection<String> needed(String name) throws IOException {
        Object needed = map(service(name)).getOrDefault("depends_on", List.of());
        return needed instanceof Map ? map(needed).keySet() : strings(needed);
    }

    @Test
    void composeCreatesTheTopicsThatTheJobUses() throws IOException {
        String script = String.join("\n", strings(at(service("topics"), "command")));
        Matcher loop =
                Pattern.compile("for topic in ([a-z ]+); do(.*)done", Pattern.DOTALL)
                        .matcher(script);
        assertThat(loop.find()).isTrue();
        Matcher name = Pattern.compile("--topic (\\S+)\\$\\$topic ").matcher(loop.group(2));
        assertThat(name.find()).isTrue();
        Topics topics = Topics.defaults();
        assertThat(
                        Stream.of(loop.group(1).split(" ", -1))
                                .map(topic -> name.group(1) + topic)
                                .toList())
                .containsExactlyInAnyOrder(
                        topics.sensors(), topics.spikes(), topics.classes(), topics.rejected());
    }

    private static Set<String> services() throws IOException {
        return map(at(load(COMPOSE), "services")).keySet();
    }

    private static Object service(String name) throws IOException {
        return at(load(COMPOSE), "services", name);
    }

    private static List<String> mounts(String service) throws IOException {
        return strings(at(service(service), "volumes")).stream()
                .map(volume -> volume.split(":", -1)[1])
                .toList();
    }

    /** What a service has mounted at a path. */
    private static String volume(String service, String mount) throws IOException {
        return strings(at(service(service), "volumes")).stream()
                .map(volume -> volume.split(":", -1))
                .filter(volume -> volume[1].equals(mount))
                .map(volume -> volume[0])
                .findFirst()
                .orElseThrow();
    }
}
