package org.spikelink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.fixture.TinyModel;

/** What {@code classify --check} finds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassifyCheckIT {
    @TempDir Path folder;

    private LocalBroker broker;

    @BeforeAll
    void start() throws Exception {
        broker = LocalBroker.start(BrokerOptions.temporary());
        Topics topics = Topics.defaults();
        broker.kafka().createTopics(2, topics.sensors(), topics.spikes(), topics.classes());
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void allProblemsAreReportedTogether() throws Exception {
        Path file = Files.createFile(folder.resolve("a-file"));

        Run run =
                check(
                        "--model",
                        Files.write(folder.resolve("broken.safetensors"), new byte[] {1, 2, 3}),
                        "--checkpoint-dir",
                        file,
                        "--delivery",
                        "exactly-once",
                        "--kafka-property",
                        "transaction.timeout.ms=7200000",
                        "--checkpoint-interval",
                        "2h",
                        "--parallelism",
                        "3");

        assertThat(run.code()).isEqualTo(1);
        assertThat(found(run))
                .anyMatch(line -> line.startsWith("| wrong   | model "))
                .anyMatch(line -> line.matches("\\| wrong +\\| checkpoints .* cannot be written.*"))
                .anyMatch(
                        line -> line.matches("\\| wrong .* spikelink.rejected .* does not exist.*"))
                .anyMatch(line -> line.matches("\\| warning .*sensors .*\\(got 2 and 3\\).*"))
                .anyMatch(line -> line.matches("\\| wrong .*7200000.*max.timeout.ms 3600000.*"))
                .anyMatch(line -> line.matches("\\| wrong .*\\(got 7200000 and 7200000 ms\\).*"));
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void aJobThatCanRunIsReported() {
        Run run =
                check(
                        "--model",
                        TinyModel.write(folder, "tiny.safetensors"),
                        "--checkpoint-dir",
                        folder.resolve("checkpoints"),
                        "--rejected-topic",
                        "spikelink.classes",
                        "--delivery",
                        "exactly-once",
                        "--parallelism",
                        "2");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(found(run)).noneMatch(line -> line.startsWith("| wrong"));
        assertThat(folder.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void aBrokerThatIsNotThereIsFoundToo() {
        Run run =
                Run.spikelink(
                        "classify",
                        "--check",
                        "--bootstrap-servers",
                        "no.such.host.invalid:9092",
                        "--model",
                        TinyModel.write(folder, "other.safetensors"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(found(run))
                .anyMatch(line -> line.matches("\\| wrong +\\| broker no.such.host.*"));
    }

    @Test
    void topicsAreCreatedOnceWithThePartitionsAskedFor() throws Exception {
        try (BrokerWatch watch = new BrokerWatch(broker.kafka())) {
            watch.createTopics(List.of("new-one", "new-two"), 5);
            watch.createTopics(List.of("new-one"), 7);
            assertThat(watch.missingTopics(List.of("new-one", "new-two", "other")))
                    .containsExactly("other");
        }
        assertThat(
                        check(
                                        "--model",
                                        TinyModel.write(folder, "third.safetensors"),
                                        "--sensors-topic",
                                        "new-one")
                                .out())
                .containsPattern("topic new-one +\\| partitions: 5")
                .contains(
                        "message.timestamp.type CreateTime: Kafka times are those of the producers' clocks")
                .contains("compression.type producer, max.message.bytes 1048588");
    }

    private Run check(Object... options) {
        List<Object> args =
                new ArrayList<>(
                        List.of(
                                "classify",
                                "--check",
                                "--bootstrap-servers",
                                broker.bootstrapServers()));
        args.addAll(List.of(options));
        return Run.spikelink(args.toArray());
    }

    private static List<String> found(Run run) {
        return run.out().lines().toList();
    }
}
