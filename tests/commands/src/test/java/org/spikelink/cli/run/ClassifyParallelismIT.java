package org.spikelink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.broker.SharedBroker;
import org.spikelink.local.fixture.TinyModel;

/** Topics fit the parallelism that the job will have, whoever decides that. */
@ExtendWith(SharedBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassifyParallelismIT {
    private static final int FEWEST = 4;

    @TempDir Path folder;

    private LocalBroker broker;

    @BeforeAll
    void start(LocalBroker shared) throws Exception {
        broker = shared;
    }

    @Test
    void topicsAreCreatedWithAPartitionForEachTask() throws Exception {
        create("six", "--parallelism", 6);
        create("of-cores");

        assertThat(partitions("six")).isEqualTo(6);
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(partitions("of-cores")).isEqualTo(Math.max(FEWEST, Math.min(cores, 16)));
    }

    @Test
    void aClustersDefaultCountsWhereTheJobDoesNotSay() throws Exception {
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        Files.createFile(cluster.resolve("cluster.properties"));
        Files.writeString(
                Files.createDirectory(cluster.resolve("conf")).resolve("config.yaml"),
                "parallelism.default: 7");
        create("five", "--cluster", cluster, "--parallelism", 5);
        create("seven", "--cluster", cluster);

        assertThat(partitions("five")).isEqualTo(5);
        assertThat(partitions("seven")).isEqualTo(7);
        assertThat(classify("--check", "--cluster", cluster, "--sensors-topic", "five").out())
                .contains("at least the parallelism, or sources are idle (got 5 and 7)");
    }

    /** Creates the topic of sensors {@code name}; the job that would follow cannot be. */
    private void create(String name, Object... more) throws Exception {
        Path broken = folder.resolve("broken");
        Files.createDirectories(broken);
        Files.writeString(broken.resolve("_metadata"), "garbage");
        List<Object> args =
                new ArrayList<>(
                        List.of("--create-topics", "--sensors-topic", name, "--restore", broken));
        args.addAll(List.of(more));
        assertThat(classify(args.toArray()).code()).isEqualTo(1);
    }

    private Run classify(Object... more) {
        List<Object> args =
                new ArrayList<>(
                        List.of(
                                "classify",
                                "--bootstrap-servers",
                                broker.bootstrapServers(),
                                "--model",
                                TinyModel.write(folder, "tiny.safetensors")));
        args.addAll(List.of(more));
        return Run.spikelink(args.toArray());
    }

    private int partitions(String topic) throws Exception {
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size();
        }
    }
}
