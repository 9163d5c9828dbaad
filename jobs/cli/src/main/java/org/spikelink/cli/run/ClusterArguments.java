package org.spikelink.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.spikelink.cli.console.Launcher;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.FileFailure;
import org.spikelink.local.cluster.Installation;
import org.spikelink.local.cluster.LocalCluster;
import picocli.CommandLine.Option;

/** The local cluster that a command works on. */
final class ClusterArguments {
    /** The default folder of a local cluster. */
    static final String DEFAULT_FOLDER = "spikelink-cluster";

    @Option(
            names = "--dir",
            defaultValue = DEFAULT_FOLDER,
            description = "the cluster's folder (default: ${DEFAULT-VALUE})")
    private Path dir = Path.of(DEFAULT_FOLDER);

    /** The cluster, which need not exist yet. */
    LocalCluster cluster() {
        return new LocalCluster(dir);
    }

    /** The cluster; throws {@link SpikelinkException} if it does not exist. */
    LocalCluster existing() {
        return existing(dir);
    }

    static LocalCluster existing(Path dir) {
        LocalCluster cluster = new LocalCluster(dir);
        if (!cluster.exists()) {
            throw new SpikelinkException(
                    "there is no local cluster in "
                            + cluster.folder().path()
                            + Launcher.shown("; start one with ./spikelink cluster up"));
        }
        return cluster;
    }

    /** The files that {@code ./spikelink} has built, or that came with it in an archive. */
    static Installation installation() {
        String home = System.getProperty("spikelink.home");
        if (home == null) {
            throw new SpikelinkException(
                    "a local cluster can only be started by ./spikelink, which knows the files it needs");
        }
        Path root = Path.of(home);
        Path names = root.resolve(Path.of("lib", "flink.classpath")); // in archives only
        Path conf = root.resolve(Path.of("docker", "conf"));
        String classPath = System.getProperty("java.class.path");
        try {
            return Files.exists(names)
                    ? new Installation(
                            flinkJars(root, names),
                            conf,
                            root.resolve("spikelink-job.jar"),
                            classPath)
                    : new Installation(
                            root.resolve(Path.of("flink", "target", "lib")),
                            conf,
                            root.resolve(
                                    Path.of("jobs", "classify", "target", "spikelink-job.jar")),
                            classPath);
        } catch (IllegalArgumentException e) {
            throw new SpikelinkException(e.getMessage(), e);
        }
    }

    private static List<Path> flinkJars(Path root, Path names) {
        try {
            return Arrays.stream(Files.readString(names).strip().split(":", -1))
                    .map(root::resolve)
                    .toList();
        } catch (IOException e) {
            throw new SpikelinkException(
                    names + ": cannot be read (" + FileFailure.reason(e) + ")", e);
        }
    }
}
