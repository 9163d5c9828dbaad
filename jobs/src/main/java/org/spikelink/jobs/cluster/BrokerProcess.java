package org.spikelink.jobs.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** {@code spikelink broker} as a process of its own, which can be killed and started again on its data. */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Installation installation;
    private final ClusterFolder folder;
    private final int port;
    private final int partitions;
    private final Optional<String> advertised;
    private ClusterProcess process;

    private BrokerProcess(
            Installation installation,
            ClusterFolder folder,
            int port,
            int partitions,
            Optional<String> advertised) {
        this.installation = installation;
        this.folder = folder;
        this.port = port;
        this.partitions = partitions;
        this.advertised = advertised;
    }

    /**
     * Starts a broker with the usual topics, and returns when it answers.
     *
     * @param port that it listens on
     * @param advertised where it sends its clients, if that is not itself
     */
    public static BrokerProcess start(
            Installation installation,
            ClusterFolder folder,
            int port,
            int partitions,
            Optional<String> advertised)
            throws IOException, InterruptedException, TimeoutException {
        folder.create();
        BrokerProcess broker =
                new BrokerProcess(installation, folder, port, partitions, advertised);
        broker.start();
        return broker;
    }

    /** Starts it again after a kill. */
    public void start() throws IOException, InterruptedException, TimeoutException {
        process = ClusterProcess.start(folder, "broker", bootstrapServers(), command());
        Wait.until(
                () -> "the broker to print its address: " + process,
                LIMIT,
                this::hasPrintedItsAddress);
    }

    private boolean hasPrintedItsAddress() throws IOException {
        List<String> printed = Files.readAllLines(process.log(), ISO_8859_1);
        if (!process.isAlive()) {
            throw new IOException(
                    "the broker has ended: %s: %s"
                            .formatted(
                                    process,
                                    printed.isEmpty() ? "" : printed.get(printed.size() - 1)));
        }
        return printed.contains(FlinkConf.HOST + ":" + port);
    }

    private List<String> command() {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "broker",
                                "--port=" + port,
                                "--partitions=" + partitions,
                                "--dir=" + folder.broker()));
        advertised.ifPresent(to -> arguments.add("--advertise=" + to));
        return installation.spikelink(List.of("-Xmx512m"), arguments);
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return advertised.orElse(FlinkConf.HOST + ":" + port);
    }

    public ClusterProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
