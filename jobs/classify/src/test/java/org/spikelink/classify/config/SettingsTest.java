package org.spikelink.classify.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.error.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SettingsTest {
    private static final JobOption<String> PLACE = JobOption.text("place", "TEXT", "where");
    private static final JobOption<Duration> LINGER =
            JobOption.duration("long-linger", Duration.ofMillis(5), "how long");
    private static final JobOption<Integer> COUNT = JobOption.number("count", 3, "how many");
    private static final JobOption<Thread.State> STATE =
            JobOption.choice("state", Thread.State.class, Thread.State.NEW, "which");
    private static final List<JobOption<?>> KNOWN = List.of(PLACE, LINGER, COUNT, STATE);

    private static final String SECRET = "hunter-2-is-secret";

    @TempDir Path folder;

    @Test
    void eachLayerWinsOverThoseBeforeIt() throws Exception {
        Map<String, String> flink = Map.of("spikelink.place", "flink");
        Path file = file("spikelink.place: file");
        Map<String, String> environment = Map.of("SPIKELINK_PLACE", "environment");

        assertThat(settings(flink, Map.of()).get(PLACE)).isEqualTo("flink");
        assertThat(settings(flink, Map.of(), "--config", file).get(PLACE)).isEqualTo("file");
        assertThat(settings(flink, Map.of(), "--config", file, "--place=flag").get(PLACE))
                .isEqualTo("flag");
        assertThat(settings(flink, environment, "--config", file, "--place=flag").get(PLACE))
                .isEqualTo("environment");
    }

    @Test
    void whatNobodySetsHasItsDefaultOrMustBeSet() {
        Settings none = settings(Map.of("state.backend.type", "rocksdb"), Map.of("PATH", "/bin"));

        assertThat(none.get(LINGER)).isEqualTo(Duration.ofMillis(5));
        assertThat(none.get(STATE)).isEqualTo(Thread.State.NEW);
        assertThat(none.find(COUNT)).isEmpty();
        assertThatThrownBy(() -> none.get(PLACE))
                .hasMessage("--place (spikelink.place, SPIKELINK_PLACE) must be set");
    }

    @Test
    void keysMayBeNestedAndOtherKeysAreFlinks() throws Exception {
        Path file =
                file(
                        """
                        spikelink:
                          long-linger: 20 ms
                          properties:
                            sasl: {mechanism: PLAIN}
                            security.protocol: SASL_SSL
                        spikelink.count: 7
                        state: {backend: {type: [any, thing]}}
                        """);
        Settings settings = settings(Map.of(), Map.of(), "--config", file);

        assertThat(settings.get(LINGER)).isEqualTo(Duration.ofMillis(20));
        assertThat(settings.get(COUNT)).isEqualTo(7);
        assertThat(settings.properties())
                .containsOnly(
                        Map.entry("sasl.mechanism", "PLAIN"),
                        Map.entry("security.protocol", "SASL_SSL"));
    }

    @Test
    void propertiesOfKafkaComeFromEveryLayer() throws Exception {
        Path file = file("spikelink.properties: {a.b: file, c: file}");
        Settings settings =
                settings(
                        Map.of("spikelink.properties.a.b", "flink", "spikelink.properties.z", "1"),
                        Map.of("SPIKELINK_PROPERTIES_SASL_JAAS_CONFIG", "x required y=z;"),
                        "--config",
                        file,
                        "--kafka-property=c=a=b",
                        "--kafka-property",
                        "d=");

        assertThat(settings.properties())
                .containsOnly(
                        Map.entry("a.b", "file"),
                        Map.entry("z", "1"),
                        Map.entry("c", "a=b"),
                        Map.entry("d", ""),
                        Map.entry("sasl.jaas.config", "x required y=z;"));
    }

    @Test
    void anUnknownKeyIsRejectedWithTheNearestKnownOne() throws Exception {
        Path file = file("spikelink.plaice: here");

        assertThatThrownBy(() -> settings(Map.of(), Map.of(), "--config", file))
                .hasMessage(
                        "spikelink.plaice in "
                                + file
                                + " is not known; the nearest key is spikelink.place");
        assertThatThrownBy(() -> settings(Map.of("spikelink.long-linge", "1s"), Map.of()))
                .hasMessageContaining("spikelink.long-linge in Flink's configuration")
                .hasMessageEndingWith("the nearest key is spikelink.long-linger");
        assertThatThrownBy(() -> settings(Map.of(), Map.of("SPIKELINK_COUNTS", "1")))
                .hasMessage("SPIKELINK_COUNTS is not known; the nearest key is spikelink.count");
        assertThatThrownBy(() -> settings(Map.of("spikelink.properties", "x"), Map.of()))
                .hasMessageStartingWith("spikelink.properties in Flink's configuration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SPIKELINK_JAVA_OPTS",
                "SPIKELINK_REST_SERVICE_HOST",
                "SPIKELINK_SERVICE_PORT",
                "SPIKELINK_REST_SERVICE_PORT_REST",
                "SPIKELINK_PORT",
                "SPIKELINK_REST_PORT_8081_TCP_ADDR"
            })
    void whatTheLauncherAndKubernetesSetIsLeftAlone(String variable) {
        assertThat(settings(Map.of(), Map.of(variable, "tcp://10.0.0.1:8081")).find(PLACE))
                .isEmpty();
    }

    @Test
    void anInvalidValueIsReportedWithItsPlace() throws Exception {
        Path file = file("spikelink.count: many");

        assertThatThrownBy(() -> settings(Map.of(), Map.of(), "--config", file).get(COUNT))
                .hasMessage("spikelink.count in " + file + " must be a whole number (got many)");
        assertThatThrownBy(
                        () ->
                                settings(Map.of(), Map.of("SPIKELINK_LONG_LINGER", "soon"))
                                        .get(LINGER))
                .hasMessage(
                        "SPIKELINK_LONG_LINGER must be a duration such as 500ms, 10s, 5min or 24h, at most 3650d (got soon)");
        assertThatThrownBy(() -> settings(Map.of(), Map.of(), "--long-linger=5").get(LINGER))
                .hasMessage(
                        "--long-linger must be a duration such as 500ms, 10s, 5min or 24h, at most 3650d (got 5)");
        for (String endless : List.of("10000000000000d", "3651d", "9223372036854775807d")) {
            assertThatThrownBy(
                            () ->
                                    settings(Map.of(), Map.of(), "--long-linger=" + endless)
                                            .get(LINGER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("at most 3650d (got " + endless + ")");
        }
        assertThatThrownBy(() -> settings(Map.of(), Map.of(), "--state=tired").get(STATE))
                .hasMessageStartingWith("--state must be one of new, runnable, blocked, ");
    }

    @Test
    void anInvalidFileIsReportedWithoutItsContent() throws Exception {
        assertThatThrownBy(() -> settings(Map.of(), Map.of(), "--config", folder.resolve("none")))
                .hasMessageStartingWith("--config must be a YAML file: ")
                .hasMessageEndingWith("none: no such file");
        for (String text : List.of(SECRET, "a: [" + SECRET, "- " + SECRET, "a: b: " + SECRET)) {
            Path file = file(text);
            assertThatThrownBy(() -> settings(Map.of(), Map.of(), "--config", file))
                    .as(text)
                    .hasMessageStartingWith("--config must be a YAML file: ")
                    .hasMessageNotContaining(SECRET);
        }
        Path list = file("spikelink.place: [" + SECRET + "]");
        assertThatThrownBy(() -> settings(Map.of(), Map.of(), "--config", list))
                .hasMessage("spikelink.place in " + list + " must be one value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a, b]", "5", "text", "!!map [a]"})
    void aSectionThatIsNoMappingIsNotIgnored(String value) throws Exception {
        Path file = file("spikelink: " + value);
        assertThatThrownBy(() -> settings(Map.of(), Map.of(), "--config", file))
                .hasMessage("spikelink in " + file + " must be a mapping from options to values");
    }

    @Test
    void aSectionWhoseOptionsAreAllCommentedOutSetsNothing() throws Exception {
        assertThatCode(() -> settings(Map.of(), Map.of(), "--config", file("spikelink:\n  # a: b")))
                .doesNotThrowAnyException();
    }

    @Test
    void secretsMayNotStandWhereFlinkShowsThem() {
        String key = "spikelink.properties.ssl.keystore.key";
        assertThatThrownBy(() -> settings(Map.of(key, SECRET), Map.of()))
                .hasMessageStartingWith(key + " must not be in Flink's configuration")
                .hasMessageNotContaining(SECRET);
        // Flink knows these and hides them.
        assertThat(settings(Map.of("spikelink.properties.sasl.jaas.config", SECRET), Map.of()))
                .isNotNull();

        Flags flags = flags("--kafka-property", "sasl.jaas.config=" + SECRET);
        assertThatThrownBy(flags::rejectSecrets)
                .hasMessageStartingWith(
                        "--kafka-property sasl.jaas.config must not be an argument of the job")
                .hasMessageNotContaining(SECRET);
        flags("--kafka-property", "sasl.mechanism=PLAIN").rejectSecrets();
    }

    @Test
    void aPropertyWithoutAKeyIsReportedWithoutItsValue() {
        for (String property : List.of(SECRET, "=" + SECRET)) {
            assertThatThrownBy(() -> settings(Map.of(), Map.of(), "--kafka-property", property))
                    .hasMessageStartingWith("--kafka-property must be KEY=VALUE")
                    .hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void theNearestNameIsTheOneWithTheFewestEdits() {
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.distance("same", "same")).isZero();
        assertThat(NearestName.distance("--dri", "--dir")).isEqualTo(1);
        assertThat(NearestName.distance("abcd", "badc")).isEqualTo(2);
        assertThat(NearestName.near("--dri", List.of("--dir", "--model"))).contains("--dir");
        assertThat(NearestName.to("lingr", List.of("ttl", "linger", "lingerie")))
                .isEqualTo("linger");
    }

    @Test
    void aNameIsNearIfItCouldBeMeant() {
        List<String> names = List.of("spikelink.sensors", "spikelink.spikes", "ab");
        assertThat(NearestName.near("spikelnk.senosrs", names)).contains("spikelink.sensors");
        assertThat(NearestName.near("spikelink.heartbeats", names)).isEmpty();
        assertThat(NearestName.near("ac", names)).isEmpty();
        assertThat(NearestName.near("spikelink.sensors", List.of())).isEmpty();
    }

    private Path file(String yaml) throws Exception {
        return Files.writeString(folder.resolve("conf.yaml"), yaml);
    }

    private static Settings settings(
            Map<String, String> flink, Map<String, String> environment, Object... args) {
        return Settings.of(KNOWN, flink, flags(args), environment);
    }

    private static Flags flags(Object... args) {
        CommandSpec command = CommandSpec.create();
        Flags flags = new Flags(command, KNOWN).withFile().withProperties();
        new CommandLine(command)
                .parseArgs(List.of(args).stream().map(Object::toString).toArray(String[]::new));
        return flags;
    }
}
