package org.spikelink.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.client.BrokerException;

class LocalBrokerIT {
    @TempDir Path folder;

    @Test
    void whatIsProducedIsConsumedAlsoInATransaction() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                Clients clients = new Clients(broker)) {
            clients.send("made.by.use", "a", "1");
            clients.sendInTransaction("made.by.use", "b", "2");

            assertThat(clients.readAll("made.by.use", 2)).containsExactlyInAnyOrder("a=1", "b=2");
            assertThat(clients.partitions("made.by.use")).isEqualTo(4);
        }
    }

    @Test
    void keptDataIsThereAfterARestartOnAnotherPort() throws Exception {
        BrokerOptions kept = BrokerOptions.in(folder.resolve("broker"), 0);
        try (LocalBroker broker = LocalBroker.start(kept);
                Clients clients = new Clients(broker)) {
            broker.kafka().createTopics(2, "first", "second");
            clients.send("first", "a", "1");
        }
        try (LocalBroker broker = LocalBroker.start(kept);
                Clients clients = new Clients(broker)) {
            broker.kafka().createTopics(3, "first", "third");
            clients.send("first", "b", "2");

            assertThat(clients.readAll("first", 2)).containsExactlyInAnyOrder("a=1", "b=2");
            assertThat(clients.partitions("first")).isEqualTo(2);
            assertThat(clients.partitions("third")).isEqualTo(3);
            assertThatThrownBy(() -> broker.kafka().createTopics(1, "not a name"))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("topic not a name cannot be created");
            assertThatThrownBy(() -> LocalBroker.start(kept))
                    .hasMessage(
                            "broker folder %s must not be in use (a running broker has locked it)"
                                    .formatted(kept.folder().get()));
            int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
            assertThatThrownBy(
                            () ->
                                    LocalBroker.start(
                                            new BrokerOptions(
                                                    Optional.empty(), port, 1, Optional.empty())))
                    .hasMessageStartingWith(
                            "broker port must be free on 127.0.0.1 (got %d".formatted(port));
        }
    }

    /** As docker/compose.yaml does, at every start. */
    @Test
    void kafkasOwnVersionOfTransactionsCanBeSetBackAndAgain() throws Exception {
        BrokerOptions kafkas = BrokerOptions.temporary().withTransactionVersion(2);
        try (LocalBroker broker = LocalBroker.start(kafkas);
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(transactionVersion(admin)).isEqualTo(2);
            for (int n = 0; n < 2; n++) {
                admin.updateFeatures(
                                Map.of(
                                        "transaction.version",
                                        new FeatureUpdate(
                                                (short) 1,
                                                FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
                                new UpdateFeaturesOptions())
                        .all()
                        .get();
                awaitTransactionVersion(1, admin);
            }
        }
    }

    /** The broker accepts a change before it tells of it. */
    private static void awaitTransactionVersion(int version, Admin admin) throws Exception {
        long endNs = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (transactionVersion(admin) != version && System.nanoTime() < endNs) {
            Thread.sleep(20);
        }
        assertThat(transactionVersion(admin)).isEqualTo(version);
    }

    private static int transactionVersion(Admin admin) throws Exception {
        return admin.describeFeatures()
                .featureMetadata()
                .get()
                .finalizedFeatures()
                .get("transaction.version")
                .maxVersionLevel();
    }

    @Test
    @SuppressWarnings("try") // closing by hand is the point
    void closingTwiceIsHarmless() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.close();
        }
    }

    @Test
    void aTemporaryFolderIsDeletedAtTheEnd() throws Exception {
        BrokerFolder temporary = BrokerFolder.open(Optional.empty());
        Files.createDirectories(temporary.data().resolve("topic-0"));

        temporary.release();

        assertThat(temporary.path()).doesNotExist();
    }

    @Test
    void topicsStayInAFolderWithAnyName() throws Exception {
        Path odd = folder.resolve("a b,c %20 größe'");
        String topic = "kept";
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.in(odd, 0))) {
            broker.kafka().createTopics(1, topic);
        }
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.in(odd, 0));
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).contains(topic);
        }
        assertThat(odd.resolve("data").resolve(topic + "-0")).exists();
        try (Stream<Path> beside = Files.list(folder)) {
            assertThat(beside).containsExactly(odd);
        }
    }

    @Test
    void aKeptFolderIsNotDeleted() throws Exception {
        BrokerFolder.open(Optional.of(folder)).release();

        assertThat(folder).exists();
    }

    @Test
    void aFolderOfAnotherClusterIsRejected() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("data/meta.properties"), "version=1\ncluster.id=x\nnode.id=3\n");

        assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.in(folder, 0)))
                .hasMessage(
                        "broker folder %s must belong to a local broker, node.id 1 (got node.id 3)"
                                .formatted(folder));
    }

    @Test
    void aFolderThatKafkaRejectsIsReportedInOneLine() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/meta.properties"), "version=1\nnode.id=1\n");

        assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.in(folder, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("broker in folder %s cannot start (".formatted(folder))
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void aFirstStartThatWasInterruptedIsMadeUpFor() throws Exception {
        Files.writeString(folder.resolve("server.properties"), "");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/bootstrap.checkpoint.tmp"), "half");

        try (LocalBroker broker = LocalBroker.start(BrokerOptions.in(folder, 0))) {
            broker.kafka().createTopics(1, "topic");
        }

        assertThat(folder.resolve("data/topic-0")).isDirectory();
    }

    @Test
    void aFolderWithOtherContentIsRejectedAndLeftUnchanged() throws Exception {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "dear");

        assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.in(folder, 0)))
                .hasMessage(
                        "broker folder %s must be empty or belong to a local broker (it contains letter.txt)"
                                .formatted(folder));
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(letter));
    }

    @Test
    void aFolderThatCannotBeCreatedIsRejected() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.in(file.resolve("broker"), 0)))
                .hasMessageStartingWith(
                        "broker folder %s cannot be created (".formatted(file.resolve("broker")));
    }

    @Test
    void optionsOutOfRangeAreRejected() {
        assertThatThrownBy(() -> new BrokerOptions(Optional.empty(), 65_536, 1, Optional.empty()))
                .hasMessage("broker port must be in 0..65535 (got 65536)");
        assertThatThrownBy(() -> new BrokerOptions(Optional.empty(), 0, 0, Optional.empty()))
                .hasMessage("broker partitions must be at least 1 (got 0)");
    }
}
