package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the job jar holds: the job and what Flink's own lib folder lacks, nothing else. */
final class JobJarIT {
    private static final Path JAR = Path.of(System.getProperty("job.jar"));

    private static final List<String> ALLOWED =
            List.of(
                    "org.spikelink.core",
                    "org.spikelink.operators",
                    "org.spikelink.connectors.kafka",
                    "org.spikelink.classify",
                    "org.apache.flink.connector.base",
                    "org.apache.flink.connector.kafka",
                    "org.apache.flink.streaming.connectors.kafka",
                    "org.apache.flink.streaming.util.serialization",
                    "org.apache.flink.streaming.connectors.dynamic",
                    "org.apache.kafka.clients",
                    "org.apache.kafka.common",
                    "org.apache.kafka.server",
                    "org.apache.kafka.shaded",
                    "com.google.protobuf",
                    "com.fasterxml.jackson",
                    "org.snakeyaml.engine",
                    "picocli");

    @Test
    void holdsTheseClassesOnly() throws IOException {
        Set<String> others = new TreeSet<>();
        for (String name : classNames()) {
            if (ALLOWED.stream().noneMatch(allowed -> name.startsWith(allowed + "."))) {
                others.add(name);
            }
        }
        assertThat(others).isEmpty();
    }

    @Test
    void holdsEveryPartOfTheJob() throws IOException {
        Set<String> names = classNames();

        assertThat(names)
                .contains(
                        "org.spikelink.classify.ClassifyMain",
                        "org.spikelink.operators.StepOperator",
                        "org.spikelink.core.stepper.StreamStepper",
                        "org.spikelink.connectors.kafka.flink.SpikelinkSource");
    }

    @Test
    void startsTheJob() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("org.spikelink.classify.ClassifyMain");
        }
    }

    /** Names of all classes, those for later Javas under the name that they replace. */
    private static Set<String> classNames() throws IOException {
        Set<String> names = new TreeSet<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            jar.stream()
                    .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
                    .filter(name -> name.endsWith(".class"))
                    .forEach(
                            name ->
                                    names.add(
                                            name.replaceFirst("\\.class$", "").replace('/', '.')));
        }
        assertThat(names).isNotEmpty();
        return names;
    }
}
