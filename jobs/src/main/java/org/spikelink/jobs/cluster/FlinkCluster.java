package org.spikelink.jobs.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A JobManager and TaskManagers, every one a process of its own. */
public final class FlinkCluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private static final String JOB_MANAGER = "jobmanager-";
    private static final String TASK_MANAGER = "taskmanager-";

    private final Installation installation;
    private final ClusterFolder folder;
    private final FlinkConf conf;
    private final FlinkRest rest;
    private final List<ClusterProcess> processes = new ArrayList<>();
    private int taskManagers;
    private int jobManagers;
    private ClusterProcess jobManager;

    private FlinkCluster(Installation installation, ClusterFolder folder, FlinkConf conf) {
        this.installation = installation;
        this.folder = folder;
        this.conf = conf;
        this.rest = new FlinkRest(FlinkConf.HOST, conf.restPort());
    }

    /**
     * Starts a cluster and returns when all TaskManagers have registered.
     *
     * @param settings of Flink, that win over those of the images
     * @throws TimeoutException naming the processes and their logs, if they do not; they are stopped then
     */
    public static FlinkCluster start(
            Installation installation,
            ClusterFolder folder,
            int taskManagers,
            Map<String, String> settings)
            throws IOException, InterruptedException, TimeoutException {
        folder.create();
        FlinkConf conf = FlinkConf.write(folder, installation.flinkConf(), settings);
        FlinkCluster cluster = new FlinkCluster(installation, folder, conf);
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
                () -> count + " TaskManagers to register:" + logs(),
                START_LIMIT,
                () -> {
                    checkAlive();
                    return rest.isUp() && rest.taskManagers().size() == count;
                });
    }

    private void checkAlive() throws IOException {
        for (ClusterProcess process : processes) {
            if (!process.isAlive()) {
                throw new IOException("a process of the cluster has ended: " + process);
            }
        }
    }

    /** Starts a JobManager; with high availability it takes over what another left. */
    public void startJobManager() throws IOException {
        jobManagers++;
        jobManager =
                start(
                        JOB_MANAGER + jobManagers,
                        rest.toString(),
                        FlinkCommand.jobManager(installation, conf));
    }

    /** The JobManager that was started last. */
    public ClusterProcess jobManager() {
        return jobManager;
    }

    /** Whether the process is a JobManager or TaskManager. */
    static boolean isPart(ClusterProcess process) {
        return process.name().startsWith(JOB_MANAGER) || process.name().startsWith(TASK_MANAGER);
    }

    /** TaskManagers that live. */
    public List<ClusterProcess> taskManagers() {
        return processes.stream()
                .filter(p -> p.name().startsWith(TASK_MANAGER) && p.isAlive())
                .toList();
    }

    /** Starts one more, and does not wait for it to register. */
    public ClusterProcess startTaskManager() throws IOException {
        return startTaskManager(UnaryOperator.identity());
    }

    /**
     * Starts one more as {@link #startTaskManager()} does.
     *
     * @param place makes of the command the one that runs it somewhere else, or otherwise
     */
    public ClusterProcess startTaskManager(UnaryOperator<List<String>> place) throws IOException {
        taskManagers++;
        String id = TASK_MANAGER + taskManagers;
        return start(id, "", place.apply(FlinkCommand.taskManager(installation, conf, id)));
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

    /** The processes and their log files, a line each. */
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
