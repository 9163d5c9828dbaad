package org.spikelink.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a cluster keeps all that it has.
 *
 * @param path of everything but the logs
 * @param logs of its processes
 */
public record ClusterFolder(Path path, Path logs) {
    /** Absolute paths: the processes may run elsewhere. */
    public ClusterFolder {
        path = path.toAbsolutePath().normalize();
        logs = logs.toAbsolutePath().normalize();
    }

    /** A folder that holds the logs too. */
    public static ClusterFolder at(Path path) {
        return new ClusterFolder(path, path.resolve("logs"));
    }

    /** Flink's configuration. */
    public Path conf() {
        return path.resolve("conf");
    }

    /** A file for each process that was started. */
    Path processes() {
        return path.resolve("processes");
    }

    /** The broker's data. */
    Path broker() {
        return path.resolve("broker");
    }

    /** ZooKeeper's data, and what Flink keeps beside it to recover jobs. */
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

    /** For what Flink's processes write for themselves. */
    Path tmp() {
        return path.resolve("tmp");
    }

    void create() throws IOException {
        for (Path folder : new Path[] {path, logs, conf(), processes(), zooKeeper(), tmp()}) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new IOException(
                        "cluster folder %s cannot be made (%s)".formatted(folder, e), e);
            }
        }
    }
}
