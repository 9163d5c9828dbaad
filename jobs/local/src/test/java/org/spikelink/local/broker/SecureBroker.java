package org.spikelink.local.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * A broker that lets users in over TLS with SASL/SCRAM only, and then lets them do what its ACLs say. A second, plain
 * listener is its own, and the test's, which sets it up and looks at it.
 */
public final class SecureBroker implements AutoCloseable {
    /** The one user. */
    public static final String USER = "spikelink";

    private final KafkaRaftServer server;
    private final Certificate certificate;
    private final String inside;
    private final String outside;

    private SecureBroker(
            KafkaRaftServer server, Certificate certificate, String inside, String outside) {
        this.server = server;
        this.certificate = certificate;
        this.inside = inside;
        this.outside = outside;
    }

    /** Starts one on data in {@code folder}, which {@link #USER} enters with {@code password}. */
    public static SecureBroker start(Path folder, String password) throws Exception {
        Certificate certificate = Certificate.make(folder, "broker");
        BrokerPorts ports = BrokerPorts.choose(0);
        int plain = freePort();
        BrokerFolder own = BrokerFolder.open(Optional.of(folder.resolve("broker")));
        Properties settings = BrokerSettings.of(ports, own.data(), BrokerOptions.temporary());
        settings.putAll(listeners(ports, plain, certificate));
        own.prepare(
                settings,
                BrokerOptions.temporary().transactionVersion(),
                "--add-scram",
                "SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, password));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new SecureBroker(
                server,
                certificate,
                BrokerPorts.HOST + ":" + plain,
                BrokerPorts.HOST + ":" + ports.clients());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, String> listeners(
            BrokerPorts ports, int plain, Certificate certificate) {
        return Map.of(
                "listeners",
                "SASL_SSL://%1$s:%2$d,INSIDE://%1$s:%3$d,CONTROLLER://%1$s:%4$d"
                        .formatted(BrokerPorts.HOST, ports.clients(), plain, ports.controller()),
                "listener.security.protocol.map",
                "SASL_SSL:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "INSIDE",
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "ssl.keystore.location",
                certificate.keyStore().toString(),
                "ssl.keystore.password",
                Certificate.PASSWORD,
                "authorizer.class.name",
                StandardAuthorizer.class.getName(),
                "super.users",
                "User:ANONYMOUS",
                "auto.create.topics.enable",
                "false");
    }

    /** Where its own, plain clients connect, who may do anything. */
    public String inside() {
        return inside;
    }

    /** Where users connect. */
    public String outside() {
        return outside;
    }

    /** PEM of the certificate that clients must trust. */
    public Path trusted() {
        return certificate.pem();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
