package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.tests.architecture.DeploymentFiles.flinkOptions;
import static org.spikelink.tests.architecture.DeploymentFiles.flinkSettings;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** Flink can read every value that docker/ and k8s/ set: durations, sizes, numbers, booleans, choices. */
class FlinkValuesTest {
    @Test
    void flinkReadsEveryValue() throws IOException {
        flinkSettings()
                .forEach((where, settings) -> assertThat(unreadable(settings)).as(where).isEmpty());
    }

    @Test
    void whatFlinkCannotReadIsFound() {
        Map<String, String> wrong =
                Map.of(
                        "heartbeat.interval", "5 parsecs",
                        "taskmanager.numberOfTaskSlots", "two",
                        "taskmanager.memory.process.size", "1 loaf",
                        "execution.checkpointing.incremental", "perhaps",
                        "execution.checkpointing.externalized-checkpoint-retention", "KEEP");
        assertThat(unreadable(wrong)).hasSize(wrong.size());
        assertThat(unreadable(Map.of("heartbeat.interval", "5 s"))).isEmpty();
    }

    /** A line for each value that is not of its option's type. */
    private static List<String> unreadable(Map<String, String> settings) {
        Configuration flink = Configuration.fromMap(settings);
        return flinkOptions()
                .filter(flink::contains)
                .map(
                        option -> {
                            try {
                                return Objects.isNull(flink.get(option)) ? option.key() : null;
                            } catch (IllegalArgumentException e) {
                                return option.key() + ": " + e.getMessage();
                            }
                        })
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
