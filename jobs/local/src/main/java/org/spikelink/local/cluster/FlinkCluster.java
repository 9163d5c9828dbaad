package org.spikelink.local.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A JobManager and TaskManagers, each in a separate process. */
public final class FlinkCluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private static final String JOB_MANAGER = "jobmanager-";
    private static final String TASK_MANAGER = "taskmanager-";

    private final Installation installation;
    private final ClusterFolder folder;
    private final FlinkConf conf;
    private final FlinkRest rest;
    private final UnaryOperator<List<String>> jobManagerPlace;
    private final List<ClusterProcess> processes = new ArrayList<>();
    private int taskManagers;
    private int jobManagers;
    private ClusterProcess jobManager;

    private FlinkCluster(
            Installation installation,
            ClusterFolder folder,
            FlinkConf conf,
            UnaryOperator<List<String>> jobManagerPlace) {
        this.jobManagerPlace = jobManagerPlace;
        this.installation = installation;
        this.folder = folder;
        this.conf = conf;
        this.rest = new FlinkRest(FlinkConf.HOST, conf.restPort());
    }

    /**
     * Starts a cluster and returns when all TaskManagers have registered.
     *
     * @param settings Flink settings that override those of the images
     * @throws TimeoutException naming the processes and their logs, if they do not register in time; they are stopped
     *     then
     */
    public static FlinkCluster start(
            Installation installation,
            ClusterFolder folder,
            int taskManagers,
            Map<String, String> settings)
            throws IOException, InterruptedException, TimeoutException {
        return start(installation, folder, taskManagers, settings, UnaryOperator.identity());
    }

    /**
     * Starts a cluster, as {@link #start(Installation, ClusterFolder, int, Map)} does.
     *
     * @param jobManagerPlace changes the command of each JobManager, for instance to run one application
     */
    public static FlinkCluster start(
            Installation installation,
            ClusterFolder folder,
            int taskManagers,
            Map<String, String> settings,
            UnaryOperator<List<String>> jobManagerPlace)
            throws IOException, InterruptedException, TimeoutException {
        folder.create();
        FlinkConf conf = FlinkConf.write(folder, installation.flinkConf(), settings);
        FlinkCluster cluster = new FlinkCluster(installation, folder, conf, jobManagerPlace);
        try {
            cluster.startAll(taskManagers);
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll(int count) throws IOException, InterruptedException, TimeoutException {
        startJobManager();
        for (int i = 0; i < count; i++) {
            startTaskManager();
        }
        Wait.until(
                () -> count + " TaskManagers to register; the logs are of " + onOneLine(),
                START_LIMIT,
                () -> {
                    checkAlive();
                    return rest.isUp() && rest.taskManagers().size() == count;
                });
    }

    private String onOneLine() {
        return processes.stream().map(ClusterProcess::toString).collect(Collectors.joining("; "));
    }

    private void checkAlive() throws IOException {
        for (ClusterProcess process : processes) {
            if (!process.isAlive()) {
                throw new IOException("a process of the cluster has exited: " + process);
            }
        }
    }

    /** Starts a JobManager; with high availability it recovers the jobs of the one before. */
    public void startJobManager() throws IOException {
        jobManagers++;
        String name = JOB_MANAGER + jobManagers;
        jobManager =
                start(
                        name,
                        rest.toString(),
                        jobManagerPlace.apply(
                                FlinkCommand.jobManager(installation, folder, conf, name)));
    }

    /** The JobManager that was started last. */
    public ClusterProcess jobManager() {
        return jobManager;
    }

    /** Whether the process is a JobManager or TaskManager. */
    static boolean isPart(ClusterProcess process) {
        return process.name().startsWith(JOB_MANAGER) || process.name().startsWith(TASK_MANAGER);
    }

    /** TaskManagers that are alive. */
    public List<ClusterProcess> taskManagers() {
        return processes.stream()
                .filter(p -> p.name().startsWith(TASK_MANAGER) && p.isAlive())
                .toList();
    }

    /** Starts one more TaskManager without waiting for it to register. */
    public ClusterProcess startTaskManager() throws IOException {
        return startTaskManager(UnaryOperator.identity());
    }

    /**
     * Starts one more TaskManager, as {@link #startTaskManager()} does.
     *
     * @param place changes the command, for instance to run in another network namespace
     */
    public ClusterProcess startTaskManager(UnaryOperator<List<String>> place) throws IOException {
        taskManagers++;
        String id = TASK_MANAGER + taskManagers;
        return start(id, "", place.apply(FlinkCommand.taskManager(installation, folder, conf, id)));
    }

    private ClusterProcess start(String name, String address, List<String> command)
            throws IOException {
        ClusterProcess process = ClusterProcess.start(folder, name, address, command);
        processes.add(process);
        return process;
    }

    /** The process of the TaskManager that the JobManager knows by {@code id}. */
    public ClusterProcess taskManager(String id) {
        return processes.stream()
                .filter(process -> process.name().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no process " + id));
    }

    public FlinkRest rest() {
        return rest;
    }

    public FlinkConf conf() {
        return conf;
    }

    /** The processes and their log files, one line each. */
    public String logs() {
        StringBuilder logs = new StringBuilder();
        processes.forEach(
                process -> logs.append(System.lineSeparator()).append("  ").append(process));
        return logs.toString();
    }

    /** Stops all processes. */
    @Override
    public void close() {
        try {
            ClusterProcess.stop(processes);
        } catch (InterruptedException e) {
            processes.forEach(ClusterProcess::close);
            Thread.currentThread().interrupt();
        }
    }
}
