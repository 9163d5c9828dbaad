package org.spikelink.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A ZooKeeper of one process, which keeps for Flink who leads and what runs. */
final class ZooKeeper implements AutoCloseable {
    private static final String MAIN =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";

    private final FlinkProcess process;
    private final Path home;
    private final int port;

    private ZooKeeper(FlinkProcess process, Path home, int port) {
        this.process = process;
        this.home = home;
        this.port = port;
    }

    static ZooKeeper start(Path parent) throws IOException {
        Path home = Files.createDirectories(parent.resolve("zookeeper"));
        int port = FlinkConf.freePort();
        Path settings =
                Files.write(
                        home.resolve("zoo.cfg"),
                        List.of(
                                "tickTime=500",
                                "dataDir=" + home.resolve("data"),
                                "clientPort=" + port,
                                "clientPortAddress=" + FlinkConf.HOST,
                                "admin.enableServer=false"));
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        BuildProperty.FLINK_LIB.existing().resolve("*").toString(),
                        MAIN,
                        settings.toString());
        return new ZooKeeper(
                FlinkProcess.start("zookeeper", command, home.resolve("zookeeper.log")),
                home,
                port);
    }

    /** What Flink must be told; who dies is noticed within {@code sessionTimeout}. */
    Map<String, String> flinkSettings(String sessionTimeout) {
        return Map.of(
                "high-availability.type",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                FlinkConf.HOST + ":" + port,
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
