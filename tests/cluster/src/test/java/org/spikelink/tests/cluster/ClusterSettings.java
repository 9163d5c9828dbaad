package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikelink.local.cluster.ClusterProcess;
import org.spikelink.local.cluster.FlinkCluster;

/** Settings of the job in a cluster's configuration, one of them a secret that no page and no log may show. */
final class ClusterSettings {
    private static final String SECRET = "correcthorsebattery";

    /** Jobs whose arguments do not say otherwise write all spikes, at least once. */
    static final Map<String, String> ALL =
            Map.of(
                    "spikelink.spikes",
                    "all",
                    "spikelink.delivery",
                    "at-least-once",
                    "spikelink.properties.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=me password=%s;"
                            .formatted(SECRET));

    private ClusterSettings() {}

    /** Fails where the cluster shows the secret. */
    static void assertSecretIsHidden(FlinkCluster cluster) throws Exception {
        assertThat(cluster.rest().get("jobmanager/config").toString())
                .contains("spikelink.spikes", "sasl.jaas.config")
                .doesNotContain(SECRET);
        List<ClusterProcess> processes = new ArrayList<>(cluster.taskManagers());
        processes.add(cluster.jobManager());
        for (ClusterProcess process : processes) {
            assertThat(Files.readString(process.log()))
                    .as("log of %s", process)
                    .isNotEmpty()
                    .doesNotContain(SECRET);
        }
    }
}
