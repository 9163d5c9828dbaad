package org.spikelink.jobs.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
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
        Properties settings = BrokerSettings.of(ports, folder.resolve("data"), 1);
        settings.putAll(listeners(ports, plain, certificate));
        format(folder, settings, password);
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

    private static void format(Path folder, Properties settings, String password)
            throws IOException {
        Path file = folder.resolve("server.properties");
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        List<String> command =
                List.of(
                        "format",
                        "-t",
                        Uuid.randomUuid().toString(),
                        "-c",
                        file.toString(),
                        "--feature",
                        "transaction.version=1",
                        "--add-scram",
                        "SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, password));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(said, false, UTF_8)) {
            if (StorageTool.execute(command.toArray(new String[0]), out) != 0) {
                throw new IOException("cannot format: " + said.toString(UTF_8));
            }
        }
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
