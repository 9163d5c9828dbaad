package org.spikelink.tests.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.spikelink.local.cluster.ClusterFolder;
import org.spikelink.local.cluster.ClusterProcess;
import org.spikelink.local.cluster.FlinkCluster;
import org.spikelink.local.cluster.Installation;

/**
 * Clusters for tests: quick to notice who dies, gone at the latest with the test's process, logs in the build's
 * folder.
 */
final class TestClusters {
    private static final Map<String, String> QUICK =
            Map.of(
                    "heartbeat.interval",
                    "1 s",
                    "heartbeat.timeout",
                    "4 s",
                    // It steps no network, and does not live long enough for the optimizing
                    // compiler.
                    "env.java.opts.jobmanager",
                    "-XX:TieredStopAtLevel=1",
                    // Time after a checkpoint in which a test can tell what the next has not
                    // committed yet.
                    "execution.checkpointing.min-pause",
                    "700 ms",
                    "metrics.fetcher.update-interval",
                    "500 ms",
                    "web.refresh-interval", // how old an answer of REST may be
                    "100 ms");

    private TestClusters() {}

    /** What the build made. */
    static Installation installation() {
        return installation(BuildProperty.FLINK_LIB);
    }

    /** The same with other jars of Flink. */
    static Installation installation(BuildProperty flinkLib) {
        return new Installation(
                flinkLib.path(),
                BuildProperty.FLINK_CONF.path(),
                BuildProperty.JOB_JAR.path(),
                classPath());
    }

    /** With all of Spikelink on it. */
    static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The folder of a test's cluster, whose logs outlive the test in a folder of its {@code name}. */
    static ClusterFolder folder(String name, Path path) {
        ClusterFolder folder =
                new ClusterFolder(path, BuildProperty.CLUSTER_DIR.path().resolve(name));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> killAll(folder)));
        return folder;
    }

    private static void killAll(ClusterFolder folder) {
        try {
            for (ClusterProcess process : ClusterProcess.all(folder)) {
                process.kill();
            }
        } catch (Exception e) {
            System.err.println("processes of " + folder + " may be left: " + e);
        }
    }

    /**
     * Starts a cluster and returns when all TaskManagers have registered.
     *
     * @param name of the folder that the log files go to
     * @param home for what the processes write otherwise
     */
    static FlinkCluster start(String name, Path home, int taskManagers) throws Exception {
        return start(folder(name, home), taskManagers, Map.of());
    }

    /** Starts a cluster as {@link #start(String, Path, int)} does, with further settings of Flink. */
    static FlinkCluster start(ClusterFolder folder, int taskManagers, Map<String, String> settings)
            throws Exception {
        return start(installation(), folder, taskManagers, settings);
    }

    /** Starts a cluster as {@link #start(ClusterFolder, int, Map)} does, of other jars. */
    static FlinkCluster start(
            Installation installation,
            ClusterFolder folder,
            int taskManagers,
            Map<String, String> settings)
            throws Exception {
        return FlinkCluster.start(installation, folder, taskManagers, quick(settings));
    }

    /** Starts a cluster whose JobManager runs one job, in Flink's application mode. */
    static FlinkCluster start(
            ClusterFolder folder,
            int taskManagers,
            Map<String, String> settings,
            Application application)
            throws Exception {
        return FlinkCluster.start(
                installation(), folder, taskManagers, quick(settings), application::command);
    }

    private static Map<String, String> quick(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(QUICK);
        all.putAll(settings);
        return all;
    }

    /** Runs a test's steps; the message of their failure names the processes' log files. */
    static void run(FlinkCluster cluster, Steps steps) throws Exception {
        try {
            steps.run();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "%s%nThe cluster's processes and their logs:%s".formatted(e, cluster.logs()),
                    e);
        }
    }

    /** What a test does on a running cluster. */
    interface Steps {
        void run() throws Exception;
    }
}
