package org.spikelink.jobs.cluster;

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

/**
 * Broker, ZooKeeper, JobManager and TaskManagers in a folder, and a keeper that starts again what dies. What it does
 * outlives the process that calls it: {@link #up} starts, {@link #down} from anywhere ends.
 */
public final class LocalCluster {
    static final String KEEPER = "keeper";

    private static final String SETTINGS = "cluster.properties";
    private static final String BROKER_PORT = "broker.port";
    private static final String LOCK = ".lock";

    /** For a JobManager that is not heard of, before another may lead. */
    private static final String SESSION_TIMEOUT = "10s";

    private static final int FEWEST_PARTITIONS = 4;

    private final ClusterFolder folder;

    /** The cluster of {@code folder}, which need not be there. */
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

    /** Its processes, dead or alive; none before {@link #up} and after {@link #down}. */
    public List<ClusterProcess> processes() throws IOException {
        return ClusterProcess.all(folder);
    }

    /** Whether there are processes written down, and none of them lives: nobody has called {@link #down}. */
    public boolean isStale() throws IOException {
        List<ClusterProcess> processes = processes();
        return !processes.isEmpty() && processes.stream().noneMatch(ClusterProcess::isAlive);
    }

    /** Whether what dies is started again. */
    public boolean isKept() throws IOException {
        return !living(process -> process.name().equals(KEEPER)).isEmpty();
    }

    /**
     * Starts everything and returns when all TaskManagers have registered. Data of a cluster that was here before are
     * taken over: topics and checkpoints always, running jobs where it ended without {@link #down}.
     *
     * @param taskManagers at least 1, of one slot each
     * @throws IOException if the folder is something else's, or in use; the message is one line for the user
     * @throws TimeoutException if not everything comes up; what did has been stopped
     */
    public void up(Installation installation, int taskManagers)
            throws IOException, InterruptedException, TimeoutException {
        checkOwner();
        folder.create();
        try (FileChannel channel = open(folder.path().resolve(LOCK));
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw new IOException(
                        "cluster folder %s must not be in use (got one that another up is starting)"
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
                    "cluster folder %s must be a folder (got a file)".formatted(folder.path()));
        }
        try (Stream<Path> entries = Files.list(folder.path())) {
            var first = entries.findFirst();
            if (first.isPresent()) {
                throw new IOException(
                        "cluster folder %s must be empty or of a local cluster (got one with %s)"
                                .formatted(folder.path(), first.get().getFileName()));
            }
        }
    }

    private void checkUnused() throws IOException {
        List<ClusterProcess> living = processes().stream().filter(ClusterProcess::isAlive).toList();
        if (!living.isEmpty()) {
            throw new IOException(
                    "cluster folder %s must not be in use (got one where %s live; cluster down ends them)"
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
                    Math.max(FEWEST_PARTITIONS, taskManagers),
                    Optional.empty());
            Map<String, String> settings = new HashMap<>(zooKeeper.flinkSettings(SESSION_TIMEOUT));
            settings.putAll(forJobs(taskManagers));
            FlinkCluster.start(installation, folder, taskManagers, settings);
            ClusterProcess.start(
                    folder,
                    KEEPER,
                    "",
                    installation.spikelink(
                            List.of("-Xmx64m"),
                            List.of("cluster", "keep", "--dir=" + folder.path())));
        } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** What jobs need not say: they find broker, slots and storage. */
    private Map<String, String> forJobs(int taskManagers) throws IOException {
        return Map.of(
                "parallelism.default", Integer.toString(taskManagers),
                "execution.checkpointing.dir", folder.checkpoints().toUri().toString(),
                "execution.checkpointing.savepoint-dir", folder.savepoints().toUri().toString(),
                "spikelink.bootstrap-servers", bootstrapServers(),
                "spikelink.checkpoint-dir", folder.checkpoints().toString());
    }

    /** The port of the broker that was here before, which jobs may know; else a free one. */
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

    /** Where its broker answers. */
    public String bootstrapServers() throws IOException {
        return FlinkConf.HOST + ":" + settings().getProperty(BROKER_PORT);
    }

    /** Its configuration. */
    public FlinkConf conf() {
        return new FlinkConf(folder.conf());
    }

    /** Its JobManager. */
    public FlinkRest rest() {
        return new FlinkRest(FlinkConf.HOST, conf().restPort());
    }

    /**
     * Ends all processes, and with them the jobs: the next {@link #up} does not start them again. Topics, checkpoints and
     * logs stay.
     *
     * @return how many processes lived
     */
    public int down() throws IOException, InterruptedException {
        int living = living(process -> true).size();
        stop();
        FileUtils.deleteDirectoryQuietly(folder.zooKeeper().toFile());
        FileUtils.deleteDirectoryQuietly(folder.tmp().toFile());
        return living;
    }

    /** Whoever needs another first; the keeper before all, which would start again what is being stopped. */
    private void stop() throws IOException, InterruptedException {
        ClusterProcess.stop(living(process -> process.name().equals(KEEPER)));
        ClusterProcess.stop(living(FlinkCluster::isPart));
        ClusterProcess.stop(living(process -> true));
        forget();
    }

    private List<ClusterProcess> living(Predicate<ClusterProcess> wanted) throws IOException {
        return processes().stream().filter(ClusterProcess::isAlive).filter(wanted).toList();
    }

    /** Nothing that is written down lives any more. */
    private void forget() throws IOException {
        for (ClusterProcess process : processes()) {
            Files.delete(folder.processes().resolve(process.name()));
        }
    }
}
