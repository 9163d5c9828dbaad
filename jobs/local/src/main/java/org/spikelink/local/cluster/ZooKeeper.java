package org.spikelink.local.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A single-node ZooKeeper, in which Flink stores the leader and the running jobs. */
public final class ZooKeeper implements AutoCloseable {
    private static final String MAIN =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";

    private static final String NAME = "zookeeper";

    private final ClusterProcess process;
    private final ClusterFolder folder;

    private ZooKeeper(ClusterProcess process, ClusterFolder folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts it on a free port without waiting for it.
     *
     * @param host that it listens on
     */
    public static ZooKeeper start(Installation installation, ClusterFolder folder, String host)
            throws IOException {
        folder.create();
        Path home = folder.zooKeeper();
        int port = FlinkConf.freePort();
        Path settings = writeSettings(home, host, port);
        List<String> command =
                installation.flink(
                        List.of(
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                folder.tmpOption(NAME)),
                        MAIN,
                        List.of(settings.toString()));
        String address = host + ":" + port;
        return new ZooKeeper(ClusterProcess.start(folder, NAME, address, command), folder);
    }

    private static Path writeSettings(Path home, String host, int port) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("tickTime", "500");
        settings.setProperty("dataDir", home.resolve("data").toString());
        settings.setProperty("clientPort", Integer.toString(port));
        settings.setProperty("clientPortAddress", host);
        settings.setProperty("admin.enableServer", "false");
        Path file = home.resolve("zoo.cfg");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null); // with escapes, as ZooKeeper reads it
        }
        return file;
    }

    /** Flink settings for high availability; a process that dies is detected within {@code sessionTimeout}. */
    public Map<String, String> flinkSettings(String sessionTimeout) {
        return Map.of(
                "high-availability.type",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                process.address(),
                "high-availability.storageDir",
                // Relative to the processes' working directory: Flink's blob store encodes a path's
                // spaces.
                folder.path().relativize(folder.zooKeeper()).resolve("flink").toString(),
                "high-availability.zookeeper.client.session-timeout",
                sessionTimeout);
    }

    @Override
    public void close() {
        process.close();
    }
}
