package org.spikelink.tests.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.spikelink.jobs.Spikelink;

/** {@code spikelink broker} as a process of its own, which can be killed and started again on its data. */
final class BrokerProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path home;
    private final int port;
    private FlinkProcess process;
    private int starts;

    private BrokerProcess(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Starts a broker with the usual topics and returns when it answers. */
    static BrokerProcess start(Path parent) throws Exception {
        Path home = Files.createDirectories(parent.resolve("broker"));
        BrokerProcess broker = new BrokerProcess(home, FlinkConf.freePort());
        broker.start();
        return broker;
    }

    /** Starts it again after a kill. */
    void start() throws Exception {
        starts++;
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Spikelink.class.getName(),
                        "broker",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        home.resolve("data").toString());
        Path log = home.resolve("broker-" + starts + ".log");
        process = FlinkProcess.start("broker-" + starts, command, log);
        Wait.until(
                () -> "the broker to print its address into " + log,
                LIMIT,
                () -> Files.readString(log).contains(bootstrapServers()));
    }

    String bootstrapServers() {
        return FlinkConf.HOST + ":" + port;
    }

    FlinkProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
