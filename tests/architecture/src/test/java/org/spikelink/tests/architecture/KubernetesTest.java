package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.tests.architecture.DeploymentFiles.ALERTS;
import static org.spikelink.tests.architecture.DeploymentFiles.KUBERNETES;
import static org.spikelink.tests.architecture.DeploymentFiles.KUBERNETES_ALERTS;
import static org.spikelink.tests.architecture.DeploymentFiles.POD_MONITOR;
import static org.spikelink.tests.architecture.DeploymentFiles.at;
import static org.spikelink.tests.architecture.DeploymentFiles.load;
import static org.spikelink.tests.architecture.DeploymentFiles.map;
import static org.spikelink.tests.architecture.DeploymentFiles.parse;
import static org.spikelink.tests.architecture.DeploymentFiles.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;

/** What the operators of Flink and Prometheus ask of the files in k8s/, beside what Flink asks. */
class KubernetesTest {
    private static final Path SCHEMA = Path.of("src/test/resources/flinkdeployment.yaml");

    /** What the operator's validator does not allow in flinkConfiguration: it sets these itself. */
    private static final Set<String> FORBIDDEN =
            Set.of("kubernetes.namespace", "kubernetes.cluster-id");

    @Test
    void theDeploymentFitsItsSchema() throws IOException {
        OpenApiSchema schema = new OpenApiSchema(map(load(SCHEMA)));
        assertThat(schema.problems(load(KUBERNETES))).isEmpty();

        String text = Files.readString(KUBERNETES);
        assertThat(
                        schema.problems(
                                parse(
                                        text.replace("upgradeMode: savepoint", "upgradeMode: save")
                                                .replace("parallelism: 4", "parallelism: four")
                                                .replace("serviceAccount:", "serviceaccount:")
                                                .replace("mountPath: /models, ", ""))))
                .containsExactlyInAnyOrder(
                        ".spec.serviceaccount is not a field",
                        ".spec.podTemplate.spec.containers[0].volumeMounts[1].mountPath is missing",
                        ".spec.job.parallelism must be integer (got four)",
                        ".spec.job.upgradeMode must be one of [last-state, savepoint, stateless] (got save)");
    }

    /** The rules of the operator's DefaultValidator for a new deployment, beside those of the next test. */
    @Test
    void theOperatorsValidatorAcceptsIt() throws IOException {
        Object spec = at(load(KUBERNETES), "spec");
        Map<String, String> flink = texts(at(spec, "flinkConfiguration"));
        assertThat(flink).doesNotContainKeys(FORBIDDEN.toArray(new String[0]));
        assertThat(map(at(spec, "logConfiguration"))).containsOnlyKeys("log4j-console.properties");
        assertThat((Integer) at(spec, "job", "parallelism")).isPositive();
        assertThat(at(spec, "job", "jarURI").toString()).isNotBlank();
        assertThat(at(spec, "job", "state")).isEqualTo("running");
        for (String manager : List.of("jobManager", "taskManager")) {
            assertThat(MemorySize.parse(at(spec, manager, "resource", "memory").toString()))
                    .isGreaterThan(MemorySize.ofMebiBytes(1024));
        }
        assertThat((Integer) at(spec, "jobManager", "replicas")).isPositive();
        assertThat(flink).containsEntry("high-availability.type", "kubernetes");
    }

    @Test
    void anUpgradeTakesASavepointOrFails() throws IOException {
        Object spec = at(load(KUBERNETES), "spec");
        Map<String, String> flink = texts(at(spec, "flinkConfiguration"));

        assertThat(at(spec, "job", "upgradeMode")).isEqualTo("savepoint");
        // The operator rejects upgradeMode savepoint without these two.
        assertThat(flink)
                .containsKey("execution.checkpointing.savepoint-dir")
                .containsEntry("execution.checkpointing.dir", flink.get("spikelink.checkpoint-dir"))
                .containsEntry(
                        "kubernetes.operator.job.upgrade.last-state-fallback.enabled", "false");
    }

    @Test
    void theImageHasAVersion() throws IOException {
        assertThat(at(load(KUBERNETES), "spec", "image").toString())
                .matches("spikelink/job:[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    @Test
    void flinksUserCanWriteToTheVolumes() throws IOException {
        assertThat(
                        at(
                                load(KUBERNETES),
                                "spec",
                                "podTemplate",
                                "spec",
                                "securityContext",
                                "fsGroup"))
                .isEqualTo(9999);
    }

    @Test
    void prometheusReadsThePodsOfTheJob() throws IOException {
        Object deployment = load(KUBERNETES);
        Object container =
                ((List<?>) at(deployment, "spec", "podTemplate", "spec", "containers")).get(0);
        Object endpoint = ((List<?>) at(load(POD_MONITOR), "spec", "podMetricsEndpoints")).get(0);

        // The operator labels the pods with the deployment's name.
        assertThat(at(load(POD_MONITOR), "spec", "selector", "matchLabels", "app"))
                .isEqualTo(at(deployment, "metadata", "name"));
        assertThat((List<?>) at(container, "ports"))
                .anySatisfy(port -> assertThat(at(port, "name")).isEqualTo(at(endpoint, "port")));
    }

    @Test
    void theAlertsAreThoseOfTheImages() throws IOException {
        assertThat(at(load(KUBERNETES_ALERTS), "spec", "groups"))
                .isEqualTo(at(load(ALERTS), "groups"));
    }

    @Test
    void theDocumentsSayWhatToDoAboutEachAlert() throws IOException {
        String operations = Files.readString(DeploymentFiles.ROOT.resolve("docs/operations.md"));
        for (Object group : (List<?>) at(load(ALERTS), "groups")) {
            for (Object rule : (List<?>) at(group, "rules")) {
                assertThat(operations).contains("| `" + at(rule, "alert") + "` |");
            }
        }
    }
}
