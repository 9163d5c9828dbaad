package org.spikelink.jobs.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;

/**
 * The configuration folder of a cluster on loopback.
 *
 * @param folder holds {@code config.yaml} and the logging's configuration
 */
public record FlinkConf(Path folder) {
    public static final String HOST = "127.0.0.1";

    /** That may share the range of ports for metrics. */
    private static final int PROCESSES = 20;

    private static final String METRICS_PORTS = "metrics.reporter.prom.port";

    private static final String LOGGING = "log4j-console.properties";

    /**
     * Writes the configuration of a new cluster: the images' with addresses on loopback and free ports.
     *
     * @param images folder of their {@code config.yaml} and logging
     * @param more settings that win over these
     */
    static FlinkConf write(ClusterFolder folder, Path images, Map<String, String> more)
            throws IOException {
        Map<String, String> settings =
                GlobalConfiguration.loadConfiguration(images.toString()).toMap();
        settings.putAll(onLoopback(folder.tmp()));
        settings.putAll(more);
        String yaml =
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + ": " + setting.getValue())
                        .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(folder.conf().resolve("config.yaml"), yaml);
        FlinkConf conf = new FlinkConf(folder.conf());
        Files.copy(images.resolve(LOGGING), conf.logging(), StandardCopyOption.REPLACE_EXISTING);
        return conf;
    }

    private static Map<String, String> onLoopback(Path tmp) throws IOException {
        int metricsPort = freePort();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jobmanager.rpc.address", HOST);
        settings.put("jobmanager.rpc.port", Integer.toString(freePort()));
        settings.put("jobmanager.bind-host", HOST);
        settings.put("taskmanager.host", HOST);
        settings.put("taskmanager.bind-host", HOST);
        settings.put("rest.address", HOST);
        settings.put("rest.bind-address", HOST);
        settings.put("rest.port", Integer.toString(freePort()));
        settings.put(METRICS_PORTS, metricsPort + "-" + (metricsPort + PROCESSES));
        settings.put("io.tmp.dirs", tmp.toString());
        return settings;
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ports on which processes of the cluster may answer Prometheus. */
    public IntStream metricsPorts() {
        String[] range = load().toMap().get(METRICS_PORTS).split("-", 2);
        return IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[1]));
    }

    /** How many tasks of a kind a job has that does not say. */
    public int parallelism() {
        return load().get(CoreOptions.DEFAULT_PARALLELISM);
    }

    int restPort() {
        return load().get(RestOptions.PORT);
    }

    /** As Flink reads it. */
    public Configuration load() {
        return GlobalConfiguration.loadConfiguration(folder.toString());
    }

    Path logging() {
        return folder.resolve(LOGGING);
    }
}
