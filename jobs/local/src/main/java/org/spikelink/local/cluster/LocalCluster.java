package org.spikelink.local.cluster;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.spikelink.classify.FlinkUri;

/**
 * Broker, ZooKeeper, JobManager and TaskManagers in a folder, and a supervisor that restarts what dies. The processes
 * outlive the caller of {@link #up}; any process can end them with {@link #down}.
 */
public final class LocalCluster {
    static final String SUPERVISOR = "supervisor";

    private static final String SETTINGS = "cluster.properties";
    private static final String BROKER_PORT = "broker.port";
    private static final String LOCK = ".lock";

    /** How long a JobManager may be silent before another one takes over. */
    private static final String SESSION_TIMEOUT = "10s";

    private static final int MIN_PARTITIONS = 4;

    private final ClusterFolder folder;

    /** The cluster in {@code folder}, which need not exist yet. */
    public LocalCluster(Path folder) {
        this.folder = ClusterFolder.at(folder);
    }

    public ClusterFolder folder() {
        return folder;
    }

    /** Whether a cluster has ever been started in the folder. */
    public boolean exists() {
        return Files.exists(settingsFile());
    }

    /** Its processes, alive or dead; none before {@link #up} and after {@link #down}. */
    public List<ClusterProcess> processes() throws IOException {
        return ClusterProcess.all(folder);
    }

    /** Whether it died without {@link #down}: processes are recorded, but none of them is alive. */
    public boolean isStale() throws IOException {
        List<ClusterProcess> processes = processes();
        return !processes.isEmpty() && processes.stream().noneMatch(ClusterProcess::isAlive);
    }

    /** Whether processes that die are restarted. */
    public boolean isSupervised() throws IOException {
        return !living(process -> process.name().equals(SUPERVISOR)).isEmpty();
    }

    /**
     * Starts everything and returns when all TaskManagers have registered. Topics and checkpoints of an earlier
     * cluster in the folder are kept; its jobs resume if it died without {@link #down}.
     *
     * @param taskManagers at least 1, of one slot each
     * @throws IOException if the folder belongs to something else or is in use; the message is one line for the user
     * @throws TimeoutException if a process does not start in time; the others have been stopped
     */
    public void up(Installation installation, int taskManagers)
            throws IOException, InterruptedException, TimeoutException {
        checkOwner();
        folder.create();
        try (FileChannel channel = open(folder.path().resolve(LOCK));
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw new IOException(
                        "cluster folder %s must not be in use (another cluster up is starting it)"
                                .formatted(folder.path()));
            }
            checkUnused();
            forget();
            start(installation, taskManagers);
        }
    }

    private static FileChannel open(Path lock) throws IOException {
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void checkOwner() throws IOException {
        if (exists() || !Files.exists(folder.path())) {
            return;
        }
        if (!Files.isDirectory(folder.path())) {
            throw new IOException(
                    "cluster folder %s must be a folder (it is a file)".formatted(folder.path()));
        }
        try (Stream<Path> entries = Files.list(folder.path())) {
            var first = entries.findFirst();
            if (first.isPresent()) {
                throw new IOException(
                        "cluster folder %s must be empty or belong to a local cluster (it contains %s)"
                                .formatted(folder.path(), first.get().getFileName()));
            }
        }
    }

    private void checkUnused() throws IOException {
        List<ClusterProcess> living = processes().stream().filter(ClusterProcess::isAlive).toList();
        if (!living.isEmpty()) {
            throw new IOException(
                    "cluster folder %s must not be in use (running: %s; stop them with cluster down)"
                            .formatted(
                                    folder.path(),
                                    living.stream()
                                            .map(p -> p.name() + " " + p.pid())
                                            .collect(Collectors.joining(", "))));
        }
    }

    private void start(Installation installation, int taskManagers)
            throws IOException, InterruptedException, TimeoutException {
        try {
            ZooKeeper zooKeeper = ZooKeeper.start(installation, folder, FlinkConf.HOST);
            BrokerProcess.start(
                    installation,
                    folder,
                    brokerPort(),
                    Math.max(MIN_PARTITIONS, taskManagers),
                    Optional.empty());
            Map<String, String> settings = new HashMap<>(zooKeeper.flinkSettings(SESSION_TIMEOUT));
            settings.putAll(forJobs(taskManagers));
            FlinkCluster.start(installation, folder, taskManagers, settings);
            ClusterProcess.start(
                    folder,
                    SUPERVISOR,
                    "",
                    installation.spikelink(
                            List.of(
                                    "-Xmx64m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    folder.tmpOption(SUPERVISOR)),
                            List.of("cluster", "supervise", "--dir=" + folder.path())));
        } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** Defaults for jobs: broker, parallelism and storage. */
    private Map<String, String> forJobs(int taskManagers) throws IOException {
        return Map.of(
                "parallelism.default", Integer.toString(taskManagers),
                "execution.checkpointing.dir", FlinkUri.of(folder.checkpoints()),
                "execution.checkpointing.savepoint-dir", FlinkUri.of(folder.savepoints()),
                "spikelink.bootstrap-servers", bootstrapServers(),
                "spikelink.checkpoint-dir", folder.checkpoints().toString());
    }

    /** The port of the earlier broker, because jobs may be configured with it; otherwise a free one. */
    private int brokerPort() throws IOException {
        Properties settings = settings();
        if (!settings.containsKey(BROKER_PORT)) {
            settings.setProperty(BROKER_PORT, Integer.toString(FlinkConf.freePort()));
            try (Writer out = Files.newBufferedWriter(settingsFile())) {
                settings.store(out, "A local cluster of Spikelink");
            }
        }
        return Integer.parseInt(settings.getProperty(BROKER_PORT));
    }

    private Properties settings() throws IOException {
        Properties settings = new Properties();
        if (exists()) {
            try (var in = Files.newBufferedReader(settingsFile())) {
                settings.load(in);
            }
        }
        return settings;
    }

    private Path settingsFile() {
        return folder.path().resolve(SETTINGS);
    }

    /** The address of its broker. */
    public String bootstrapServers() throws IOException {
        return FlinkConf.HOST + ":" + settings().getProperty(BROKER_PORT);
    }

    /** Its Flink configuration. */
    public FlinkConf conf() {
        return new FlinkConf(folder.conf());
    }

    /** Its JobManager's REST API. */
    public FlinkRest rest() {
        return new FlinkRest(FlinkConf.HOST, conf().restPort());
    }

    /**
     * Stops all processes and their jobs; the next {@link #up} does not resume the jobs. Topics, checkpoints and logs
     * stay.
     *
     * @return how many processes were alive
     */
    public int down() throws IOException, InterruptedException {
        int living = living(process -> true).size();
        stop();
        FileUtils.deleteDirectoryQuietly(folder.zooKeeper().toFile());
        FileUtils.deleteDirectoryQuietly(folder.tmp().toFile());
        return living;
    }

    /** Stops the supervisor first, which would restart the others, and dependent processes before those they need. */
    private void stop() throws IOException, InterruptedException {
        ClusterProcess.stop(living(process -> process.name().equals(SUPERVISOR)));
        ClusterProcess.stop(living(FlinkCluster::isPart));
        ClusterProcess.stop(living(process -> true));
        forget();
    }

    private List<ClusterProcess> living(Predicate<ClusterProcess> wanted) throws IOException {
        return processes().stream().filter(ClusterProcess::isAlive).filter(wanted).toList();
    }

    /** Deletes the pid files and counts of restarts; no process that they name is alive. */
    private void forget() throws IOException {
        for (ClusterProcess process : processes()) {
            Files.delete(folder.processes().resolve(process.name()));
            Files.deleteIfExists(folder.restarts().resolve(process.name()));
        }
    }
}
