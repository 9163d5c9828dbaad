package org.spikelink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.inspect.TinyModel;

/** How {@code classify} ends when the job cannot run, with a broker that is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassifyTest {
    @TempDir Path folder;

    private LocalBroker broker;
    private Path model;

    @BeforeAll
    void start() throws Exception {
        broker = LocalBroker.start(BrokerOptions.temporary());
        Topics topics = Topics.defaults();
        broker.createTopics(
                1, topics.sensors(), topics.spikes(), topics.classes(), topics.rejected());
    }

    @BeforeEach
    void writeModel() {
        model = TinyModel.write(folder, "tiny.safetensors");
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void aJobThatCanNeverRunEndsWithItsRootCause() {
        Instant start = Instant.now();

        String line =
                failure(
                        "--delivery",
                        "exactly-once",
                        "--kafka-property",
                        "transaction.timeout.ms=7200000",
                        "--give-up-after",
                        "4s");

        assertThat(line)
                .startsWith("classify: the job failed: ")
                .containsIgnoringCase("transaction timeout")
                .contains("it has not run for ");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void aJobThatCannotBeBuiltOrRestoredIsToldInOneLine() throws Exception {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve("_metadata"), "garbage");
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThat(failure("--restore", broken.toString()))
                .startsWith("classify: the job failed: ");
        assertThat(failure("--checkpoint-dir", file.toString()))
                .isEqualTo("classify: the job failed: FileAlreadyExistsException: " + file);
        assertThat(failure("--checkpoint-dir", "hdfs://nowhere/x"))
                .startsWith("classify: the job failed: ")
                .contains("Hadoop");
    }

    @Test
    void missingTopicsAreTold() {
        assertThat(failure("--sensors-topic", "absent"))
                .isEqualTo(
                        "classify: the broker at "
                                + broker.bootstrapServers()
                                + " has no topic [absent]; --create-topics creates them");
    }

    private String failure(String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "classify",
                                "--model",
                                model.toString(),
                                "--bootstrap-servers",
                                broker.bootstrapServers(),
                                "--parallelism",
                                "1"));
        args.addAll(Arrays.asList(more));
        Run run = Run.spikelink(args.toArray());
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        List<String> lines = run.err().lines().filter(l -> !l.startsWith("warning: ")).toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
