package org.spikelink.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** {@code spikelink broker} as a process of its own, which can be killed and started again on its data. */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Installation installation;
    private final ClusterFolder folder;
    private final int port;
    private ClusterProcess process;

    private BrokerProcess(Installation installation, ClusterFolder folder, int port) {
        this.installation = installation;
        this.folder = folder;
        this.port = port;
    }

    /** Starts a broker with the usual topics and returns when it answers. */
    public static BrokerProcess start(Installation installation, ClusterFolder folder)
            throws IOException, InterruptedException, TimeoutException {
        folder.create();
        BrokerProcess broker = new BrokerProcess(installation, folder, FlinkConf.freePort());
        broker.start();
        return broker;
    }

    /** Starts it again after a kill. */
    public void start() throws IOException, InterruptedException, TimeoutException {
        process = ClusterProcess.start(folder, "broker", command());
        Wait.until(
                () -> "the broker to print its address: " + process,
                LIMIT,
                () -> Files.readAllLines(process.log()).contains(bootstrapServers()));
    }

    private List<String> command() {
        return installation.spikelink(
                List.of("-Xmx512m"),
                List.of("broker", "--port=" + port, "--dir=" + folder.broker()));
    }

    public String bootstrapServers() {
        return FlinkConf.HOST + ":" + port;
    }

    public ClusterProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
