package org.spikelink.local.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.spikelink.local.process.ProcessFolder;

/**
 * A cluster's folder.
 *
 * @param path of everything but the logs
 * @param logs folder of its processes' logs
 */
public record ClusterFolder(Path path, Path logs) {
    /** Makes the paths absolute, because the processes may run in another working directory. */
    public ClusterFolder {
        path = path.toAbsolutePath().normalize();
        logs = logs.toAbsolutePath().normalize();
    }

    /** A cluster's folder with the logs in it. */
    public static ClusterFolder at(Path path) {
        return new ClusterFolder(path, path.resolve("logs"));
    }

    /** Flink's configuration folder. */
    public Path conf() {
        return path.resolve("conf");
    }

    /** One file per process that was started. */
    Path processes() {
        return path.resolve("processes");
    }

    /** One file per process that the supervisor has restarted. */
    Path restarts() {
        return path.resolve("restarts");
    }

    /** The options of submitted jobs. */
    public SubmittedOptions options() {
        return new SubmittedOptions(path.resolve("options"));
    }

    /** The broker's data. */
    Path broker() {
        return path.resolve("broker");
    }

    /** ZooKeeper's data, and Flink's high-availability storage. */
    Path zooKeeper() {
        return path.resolve("zookeeper");
    }

    /** Checkpoints of jobs. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** Savepoints of jobs. */
    public Path savepoints() {
        return path.resolve("savepoints");
    }

    /** Temporary files of all processes. */
    Path tmp() {
        return path.resolve("tmp");
    }

    /** Temporary files of one process. */
    Path tmp(String process) {
        return tmp().resolve(process);
    }

    /** Makes a JVM write the temporary files of all libraries to {@link #tmp(String)}. */
    String tmpOption(String process) {
        return "-Djava.io.tmpdir=" + tmp(process);
    }

    /** Deletes the temporary files that a process has left behind, and creates its folder, for this user only. */
    void emptyTmp(String process) throws IOException {
        ProcessFolder.delete(tmp(process));
        ProcessFolder.createPrivate(tmp(process));
    }

    private List<Path> folders() {
        return List.of(
                path,
                logs,
                conf(),
                processes(),
                restarts(),
                zooKeeper(),
                checkpoints(),
                savepoints(),
                tmp());
    }

    /** Creates what does not exist yet, readable by this user only: jobs store their properties here. */
    void create() throws IOException {
        for (Path folder : folders()) {
            try {
                ProcessFolder.createPrivate(folder);
            } catch (IOException e) {
                throw new IOException(
                        "cluster folder %s cannot be created (%s)".formatted(folder, e), e);
            }
        }
    }
}
