package org.spikelink.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A JobManager and TaskManagers of one slot each, every one a process of its own. */
final class FlinkCluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final FlinkConf conf;
    private final Path logs;
    private final FlinkRest rest;
    private final List<FlinkProcess> processes = new ArrayList<>();
    private int taskManagers;
    private int jobManagers;
    private FlinkProcess jobManager;

    private FlinkCluster(FlinkConf conf, Path logs) {
        this.conf = conf;
        this.logs = logs;
        this.rest = new FlinkRest(FlinkConf.HOST, conf.restPort());
    }

    /**
     * Starts a cluster and returns when all TaskManagers have registered.
     *
     * @param name of the folder that the log files go to
     * @param home for what the processes write otherwise
     */
    static FlinkCluster start(String name, Path home, int taskManagers) throws Exception {
        return start(name, home, taskManagers, Map.of());
    }

    /** Starts a cluster as {@link #start(String, Path, int)} does, with further settings of Flink. */
    static FlinkCluster start(
            String name, Path home, int taskManagers, Map<String, String> settings)
            throws Exception {
        Path logs = Files.createDirectories(Path.of(BuildProperty.CLUSTER_DIR.value(), name));
        FlinkCluster cluster = new FlinkCluster(FlinkConf.write(home, settings), logs);
        try {
            cluster.startAll(taskManagers);
            return cluster;
        } catch (Exception | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll(int count) throws Exception {
        startJobManager();
        for (int i = 0; i < count; i++) {
            startTaskManager();
        }
        run(
                () ->
                        Wait.until(
                                count + " TaskManagers to register",
                                START_LIMIT,
                                () -> rest.isUp() && rest.taskManagers().size() == count));
    }

    /** Starts a JobManager; with high availability it takes over what another left. */
    final void startJobManager() throws IOException {
        jobManagers++;
        jobManager = start("jobmanager-" + jobManagers, FlinkCommand.jobManager(conf));
    }

    /** The JobManager that was started last. */
    FlinkProcess jobManager() {
        return jobManager;
    }

    /** TaskManagers that live. */
    List<FlinkProcess> taskManagers() {
        return processes.stream()
                .filter(p -> p.name().startsWith("taskmanager-") && p.isAlive())
                .toList();
    }

    /** Starts one more, and does not wait for it to register. */
    FlinkProcess startTaskManager() throws IOException {
        taskManagers++;
        String id = "taskmanager-" + taskManagers;
        return start(id, FlinkCommand.taskManager(conf, id));
    }

    private FlinkProcess start(String name, List<String> command) throws IOException {
        FlinkProcess process = FlinkProcess.start(name, command, logs.resolve(name + ".log"));
        processes.add(process);
        return process;
    }

    /** The process of the TaskManager that the JobManager knows by {@code id}. */
    FlinkProcess taskManager(String id) {
        return processes.stream()
                .filter(process -> process.name().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no process " + id));
    }

    /** What all processes tell Prometheus now, a sample a line. */
    List<String> prometheus() {
        return conf.metricsPorts().boxed().flatMap(port -> PrometheusPage.read(port)).toList();
    }

    FlinkRest rest() {
        return rest;
    }

    /** Runs a test's steps; the message of their failure names the processes' log files. */
    void run(Steps steps) throws Exception {
        try {
            steps.run();
        } catch (Exception | AssertionError e) {
            String files =
                    processes.stream().map(Object::toString).collect(Collectors.joining("\n  "));
            throw new AssertionError(
                    "%s%nThe cluster's processes and their logs:%n  %s".formatted(e, files), e);
        }
    }

    /** What a test does on a running cluster. */
    interface Steps {
        void run() throws Exception;
    }

    /** Stops all processes, the newest first. */
    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).close();
        }
    }
}
