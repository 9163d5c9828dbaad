package org.spikelink.tests.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/**
 * The configuration folder of a cluster on loopback.
 *
 * @param folder holds {@code config.yaml} and the logging's configuration
 * @param restPort of the JobManager
 * @param metricsPort first of the ports that the processes take for Prometheus
 */
record FlinkConf(Path folder, int restPort, int metricsPort) {
    /** That may share the range of ports for metrics. */
    private static final int PROCESSES = 20;

    static final String HOST = "127.0.0.1";

    private static final String LOGGING =
            """
            rootLogger.level = INFO
            rootLogger.appenderRef.console.ref = Console
            appender.console.name = Console
            appender.console.type = CONSOLE
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{ISO8601} %-5p %c{1} - %m%n%xEx
            logger.kafka.name = org.apache.kafka
            logger.kafka.level = WARN
            """;

    /**
     * Writes the configuration of a new cluster below {@code home}: the images' with short heartbeats and free ports.
     *
     * @param more settings that win over these
     */
    static FlinkConf write(Path home, Map<String, String> more) throws IOException {
        Path folder = Files.createDirectories(home.resolve("conf"));
        Path tmp = Files.createDirectories(home.resolve("tmp"));
        int restPort = freePort();
        int metricsPort = freePort();
        Map<String, String> settings =
                GlobalConfiguration.loadConfiguration(
                                BuildProperty.FLINK_CONF.existing().toString())
                        .toMap();
        settings.putAll(settings(restPort, metricsPort, tmp));
        settings.putAll(more);
        String yaml =
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + ": " + setting.getValue())
                        .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(folder.resolve("config.yaml"), yaml);
        Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
        return new FlinkConf(folder, restPort, metricsPort);
    }

    private static Map<String, String> settings(int restPort, int metricsPort, Path tmp)
            throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jobmanager.rpc.address", HOST);
        settings.put("jobmanager.rpc.port", Integer.toString(freePort()));
        settings.put("jobmanager.bind-host", HOST);
        settings.put("taskmanager.host", HOST);
        settings.put("taskmanager.bind-host", HOST);
        settings.put("rest.address", HOST);
        settings.put("rest.bind-address", HOST);
        settings.put("rest.port", Integer.toString(restPort));
        settings.put("heartbeat.interval", "1 s");
        settings.put("heartbeat.timeout", "5 s");
        // Time after a checkpoint in which a test can tell what the next has not committed yet.
        settings.put("execution.checkpointing.min-pause", "700 ms");
        settings.put("metrics.fetcher.update-interval", "500 ms");
        settings.put("metrics.reporter.prom.port", metricsPort + "-" + (metricsPort + PROCESSES));
        settings.put("web.refresh-interval", "100 ms"); // how old an answer of REST may be
        settings.put("io.tmp.dirs", tmp.toString());
        return settings;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ports on which processes of the cluster may answer Prometheus. */
    IntStream metricsPorts() {
        return IntStream.rangeClosed(metricsPort, metricsPort + PROCESSES);
    }

    /** As Flink reads it. */
    Configuration load() {
        return GlobalConfiguration.loadConfiguration(folder.toString());
    }

    Path logging() {
        return folder.resolve("log4j2.properties");
    }
}
