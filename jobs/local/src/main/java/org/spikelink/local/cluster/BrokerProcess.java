package org.spikelink.local.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** {@code spikelink broker} in a separate process, which can be killed and restarted on its data. */
public final class BrokerProcess implements AutoCloseable {
    private static final String NAME = "broker";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Installation installation;
    private final ClusterFolder folder;
    private final int port;
    private final int partitions;
    private final Optional<String> advertised;
    private final List<String> more;
    private ClusterProcess process;

    private BrokerProcess(
            Installation installation,
            ClusterFolder folder,
            int port,
            int partitions,
            Optional<String> advertised,
            List<String> more) {
        this.installation = installation;
        this.folder = folder;
        this.port = port;
        this.partitions = partitions;
        this.advertised = advertised;
        this.more = more;
    }

    /**
     * Starts a broker with the default topics and returns when it accepts clients.
     *
     * @param port that it listens on
     * @param advertised address that the broker gives to clients, if not its own
     * @param more options of {@code spikelink broker}
     */
    public static BrokerProcess start(
            Installation installation,
            ClusterFolder folder,
            int port,
            int partitions,
            Optional<String> advertised,
            String... more)
            throws IOException, InterruptedException, TimeoutException {
        folder.create();
        BrokerProcess broker =
                new BrokerProcess(
                        installation, folder, port, partitions, advertised, List.of(more));
        broker.start();
        return broker;
    }

    /** Restarts it after a kill. */
    public void start() throws IOException, InterruptedException, TimeoutException {
        process = ClusterProcess.start(folder, NAME, bootstrapServers(), command());
        Wait.until(
                () -> "the broker to print its address: " + process,
                LIMIT,
                this::hasPrintedItsAddress);
    }

    private boolean hasPrintedItsAddress() throws IOException {
        List<String> printed = Files.readAllLines(process.log(), ISO_8859_1);
        if (!process.isAlive()) {
            throw new IOException(
                    "the broker has exited: %s: %s"
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
                                NAME,
                                "--port=" + port,
                                "--partitions=" + partitions,
                                "--dir=" + folder.broker()));
        advertised.ifPresent(to -> arguments.add("--advertise=" + to));
        arguments.addAll(more);
        return installation.spikelink(List.of("-Xmx512m", folder.tmpOption(NAME)), arguments);
    }

    /** The address that clients connect to. */
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
