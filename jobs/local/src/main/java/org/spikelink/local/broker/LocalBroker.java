package org.spikelink.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.spikelink.connectors.kafka.client.KafkaCluster;

/**
 * A single-node Kafka broker in this process. It starts in about two seconds and can be reached from this machine
 * only. Topics are created on first use. Not for production: there is one replica of everything.
 */
public final class LocalBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final BrokerFolder folder;
    private final KafkaCluster kafka;

    private LocalBroker(KafkaRaftServer server, BrokerFolder folder, KafkaCluster kafka) {
        this.server = server;
        this.folder = folder;
        this.kafka = kafka;
    }

    /**
     * Starts a broker and returns when it accepts clients.
     *
     * @throws IOException if the port is taken, or the folder is not writable, belongs to something else or is in
     *     use; the message is one line for the user
     */
    public static LocalBroker start(BrokerOptions options) throws IOException {
        BrokerPorts ports = BrokerPorts.choose(options.port());
        BrokerFolder folder = BrokerFolder.open(options.folder());
        try {
            Properties settings = BrokerSettings.of(ports, folder.dataForKafka(), options);
            folder.prepare(settings, options.transactionVersion());
            return new LocalBroker(
                    run(settings, folder),
                    folder,
                    KafkaCluster.at(BrokerPorts.HOST + ":" + ports.clients()));
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

    /** The address that clients connect to: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The cluster of this one broker. */
    public KafkaCluster kafka() {
        return kafka;
    }

    /** Writes everything to disk, stops the broker and deletes its folder if it is temporary. Idempotent. */
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
