package org.spikelink.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A ZooKeeper of one process, which keeps for Flink who leads and what runs. */
public final class ZooKeeper implements AutoCloseable {
    private static final String MAIN =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";

    private final ClusterProcess process;
    private final Path home;

    private ZooKeeper(ClusterProcess process, Path home) {
        this.process = process;
        this.home = home;
    }

    /**
     * Starts it on a free port, and does not wait for it.
     *
     * @param host that it listens on
     */
    public static ZooKeeper start(Installation installation, ClusterFolder folder, String host)
            throws IOException {
        folder.create();
        Path home = folder.zooKeeper();
        int port = FlinkConf.freePort();
        Path settings =
                Files.write(
                        home.resolve("zoo.cfg"),
                        List.of(
                                "tickTime=500",
                                "dataDir=" + home.resolve("data"),
                                "clientPort=" + port,
                                "clientPortAddress=" + host,
                                "admin.enableServer=false"));
        List<String> command =
                installation.flink(List.of("-Xmx128m"), MAIN, List.of(settings.toString()));
        String address = host + ":" + port;
        return new ZooKeeper(ClusterProcess.start(folder, "zookeeper", address, command), home);
    }

    /** What Flink must be told; who dies is noticed within {@code sessionTimeout}. */
    public Map<String, String> flinkSettings(String sessionTimeout) {
        return Map.of(
                "high-availability.type",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                process.address(),
                "high-availability.storageDir",
                home.resolve("flink").toUri().toString(),
                "high-availability.zookeeper.client.session-timeout",
                sessionTimeout);
    }

    @Override
    public void close() {
        process.close();
    }
}
