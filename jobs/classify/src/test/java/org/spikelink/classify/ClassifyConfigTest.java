package org.spikelink.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.classify.config.Flags;
import org.spikelink.classify.config.JobOption;
import org.spikelink.classify.config.Settings;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.operators.BundleOptions;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ClassifyConfigTest {
    @Test
    void everyOptionIsListed() throws Exception {
        List<Object> declared = new ArrayList<>();
        for (var field : ClassifyConfig.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == JobOption.class) {
                declared.add(field.get(null));
            }
        }
        assertThat(ClassifyConfig.ALL).containsExactlyInAnyOrderElementsOf(cast(declared));
    }

    private static List<JobOption<?>> cast(List<Object> options) {
        List<JobOption<?>> cast = new ArrayList<>();
        options.forEach(option -> cast.add((JobOption<?>) option));
        return cast;
    }

    @Test
    void keysAreKebabCaseAndFlagsAndVariablesFollow() {
        assertThat(ClassifyConfig.ALL)
                .allSatisfy(
                        option -> {
                            assertThat(option.key()).matches("spikelink\\.[a-z]+(-[a-z]+)*");
                            assertThat(option.variable()).matches("SPIKELINK_[A-Z]+(_[A-Z]+)*");
                        });
        assertThat(ClassifyConfig.BOOTSTRAP_SERVERS.flag()).isEqualTo("--bootstrap-servers");
        assertThat(ClassifyConfig.BOOTSTRAP_SERVERS.variable())
                .isEqualTo("SPIKELINK_BOOTSTRAP_SERVERS");
    }

    @Test
    void whatNobodySetsIsAsTheRecordsHaveIt() {
        Flags flags = flags("--model=m", "--bootstrap-servers=b:1");
        ClassifyOptions defaults =
                ClassifyOptions.of(Settings.of(ClassifyConfig.ALL, Map.of(), flags, Map.of()));

        assertThat(defaults.stepper()).isEqualTo(StepperOptions.DEFAULTS);
        assertThat(defaults.bundle()).isEqualTo(BundleOptions.DEFAULTS);
        assertThat(defaults.sink().topics()).isEqualTo(Topics.defaults());
        assertThat(defaults.flink()).isEqualTo(FlinkOptions.defaults(java.util.Optional.empty()));
    }

    @Test
    void optionsNeverShowASecret() {
        Flags flags =
                flags(
                        "--model=m",
                        "--bootstrap-servers=b:1",
                        "--kafka-property=ssl.key.password=hunter2",
                        "--kafka-property=ssl.keystore.key=hunter2",
                        "--kafka-property=security.protocol=SSL");
        Settings settings = Settings.of(ClassifyConfig.ALL, Map.of(), flags, Map.of());

        assertThat(ClassifyOptions.of(settings).toString())
                .doesNotContain("hunter2")
                .contains("ssl.key.password=(hidden)", "security.protocol=SSL");
    }

    private static Flags flags(String... args) {
        CommandSpec command = CommandSpec.create();
        Flags flags = new Flags(command, ClassifyConfig.ALL).withProperties();
        new CommandLine(command).parseArgs(args);
        return flags;
    }
}
