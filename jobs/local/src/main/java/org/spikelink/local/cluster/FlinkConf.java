package org.spikelink.local.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.spikelink.core.error.SpikelinkException;

/**
 * The configuration folder of a Flink cluster that listens on loopback only.
 *
 * @param folder holds {@code config.yaml} and the logging configuration
 */
public record FlinkConf(Path folder) {
    public static final String HOST = "127.0.0.1";

    /** Size of the port range from which each process takes one for its metrics. */
    private static final int PROCESSES = 20;

    private static final String METRICS_REPORTER = "metrics.reporter.prom.factory.class";
    private static final String METRICS_PORTS = "metrics.reporter.prom.port";

    private static final String FILE = "config.yaml";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private static final String LOGGING = "log4j-console.properties";

    /**
     * Writes the configuration of a new cluster: that of the images, with loopback addresses and free ports.
     *
     * @param images folder with the {@code config.yaml} and logging configuration of the images
     * @param more settings that override these
     */
    static FlinkConf write(ClusterFolder folder, Path images, Map<String, String> more)
            throws IOException {
        Map<String, String> settings =
                GlobalConfiguration.loadConfiguration(images.toString()).toMap();
        settings.putAll(onLoopback());
        settings.putAll(more);
        String yaml =
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + ": " + quoted(setting.getValue()))
                        .collect(Collectors.joining("\n", "", "\n"));
        writeForOwner(folder.conf().resolve(FILE), yaml);
        FlinkConf conf = new FlinkConf(folder.conf());
        Files.copy(images.resolve(LOGGING), conf.logging(), StandardCopyOption.REPLACE_EXISTING);
        return conf;
    }

    private static void writeForOwner(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(file, text);
    }

    /** A YAML scalar that is the text itself, whatever is in a path. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static Map<String, String> onLoopback() throws IOException {
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
        settings.put(METRICS_REPORTER, LoopbackReporterFactory.class.getName());
        settings.put(METRICS_PORTS, metricsPort + "-" + (metricsPort + PROCESSES));
        return settings;
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ports that the cluster's processes may use for Prometheus metrics. */
    public IntStream metricsPorts() {
        String[] range = load().toMap().get(METRICS_PORTS).split("-", 2);
        return IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[1]));
    }

    /** The default parallelism of jobs. */
    public int parallelism() {
        return load().get(CoreOptions.DEFAULT_PARALLELISM);
    }

    int restPort() {
        return load().get(RestOptions.PORT);
    }

    /**
     * The configuration as Flink reads it.
     *
     * @throws SpikelinkException if there is none
     */
    public Configuration load() {
        if (!Files.exists(folder.resolve(FILE))) {
            throw new SpikelinkException(
                    "%s does not exist: the cluster has not started; start it with spikelink cluster up"
                            .formatted(folder.resolve(FILE)));
        }
        return GlobalConfiguration.loadConfiguration(folder.toString());
    }

    Path logging() {
        return folder.resolve(LOGGING);
    }

    /** The logging configuration relative to the cluster's folder, in which its processes run. */
    String loggingInCluster() {
        return folder.getFileName() + "/" + LOGGING;
    }
}
