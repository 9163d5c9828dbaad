package org.spikelink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.broker.SharedBroker;
import org.spikelink.local.fixture.TinyModel;

/** How {@code classify} ends when the job cannot run, with a broker that is there. */
@ExtendWith(SharedBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassifyIT {
    private static final String RESTARTED = " and is restarted: ";

    @TempDir Path folder;

    private LocalBroker broker;
    private Path model;

    @BeforeAll
    void start(LocalBroker shared) throws Exception {
        broker = shared;
        Topics topics = Topics.defaults();
        broker.kafka().createTopics(1, topics);
    }

    @BeforeEach
    void writeModel() {
        model = TinyModel.write(folder, "tiny.safetensors");
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
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void aJobThatCannotBeBuiltOrRestoredIsReportedInOneLine() throws Exception {
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
    void missingTopicsAreReported() {
        assertThat(failure("--sensors-topic", "absent"))
                .isEqualTo(
                        "classify: the broker at "
                                + broker.bootstrapServers()
                                + " has no topic absent that this login may see; --create-topics creates it");
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
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(l -> l.contains(RESTARTED));
        return lines.get(lines.size() - 1);
    }
}
