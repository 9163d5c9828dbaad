package org.spikelink.jobs.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker of one node in this process, up in about two seconds and reachable from this machine only. Topics come
 * into being when first used. Not for data that matters: there is one replica of everything.
 */
public final class LocalBroker implements AutoCloseable {
    private static final short ONE_REPLICA = 1;

    private final KafkaRaftServer server;
    private final BrokerFolder folder;
    private final String bootstrapServers;

    private LocalBroker(KafkaRaftServer server, BrokerFolder folder, String bootstrapServers) {
        this.server = server;
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and returns when it serves clients.
     *
     * @throws IOException if the port is taken, or the folder is not writable, not a local broker's or in use; the message
     *     is one line for the user
     */
    public static LocalBroker start(BrokerOptions options) throws IOException {
        BrokerPorts ports = BrokerPorts.choose(options.port());
        BrokerFolder folder = BrokerFolder.open(options.folder());
        try {
            Properties settings = BrokerSettings.of(ports, folder.data(), options);
            folder.prepare(settings, options.transactionVersion());
            return new LocalBroker(
                    run(settings, folder), folder, BrokerPorts.HOST + ":" + ports.clients());
        } catch (IOException | RuntimeException e) {
            folder.release();
            throw e;
        }
    }

    private static KafkaRaftServer run(Properties settings, BrokerFolder folder)
            throws IOException {
        KafkaRaftServer server = null;
        try {
            server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            return server;
        } catch (RuntimeException e) {
            if (server != null) {
                server.shutdown();
            }
            throw new IOException(
                    "broker in folder %s cannot start (%s)".formatted(folder.path(), e), e);
        }
    }

    /** What clients connect to: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Creates topics and waits for them; leaves those that exist as they are.
     *
     * @param partitions of each, at least 1
     * @throws KafkaException if the broker refuses, for instance a name
     */
    public void createTopics(int partitions, String... names) throws InterruptedException {
        Map<String, Object> config =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(config)) {
            var created =
                    admin.createTopics(
                            Stream.of(names)
                                    .distinct()
                                    .map(name -> new NewTopic(name, partitions, ONE_REPLICA))
                                    .toList());
            for (var topic : created.values().entrySet()) {
                await(topic.getKey(), topic.getValue());
            }
            Partitions.awaitLeaders(admin, List.of(names));
        }
    }

    private static void await(String topic, KafkaFuture<Void> created) throws InterruptedException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(
                        "topic %s cannot be created (%s)"
                                .formatted(topic, e.getCause().getMessage()),
                        e.getCause());
            }
        }
    }

    /** Stops the broker after writing everything to disk; deletes a temporary folder. Calling it again does nothing. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        try {
            folder.release();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "broker folder %s cannot be deleted".formatted(folder.path()), e);
        }
    }
}
