package org.spikelink.cli.run;

import java.nio.file.Path;
import org.spikelink.cli.console.Launcher;
import org.spikelink.core.error.SpikelinkException;
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

    /** The files that {@code ./spikelink} has built. */
    static Installation installation() {
        String home = System.getProperty("spikelink.home");
        if (home == null) {
            throw new SpikelinkException(
                    "a local cluster can only be started by ./spikelink, which builds the files it needs");
        }
        Path root = Path.of(home);
        try {
            return new Installation(
                    root.resolve(Path.of("flink", "target", "lib")),
                    root.resolve(Path.of("docker", "conf")),
                    root.resolve(Path.of("jobs", "classify", "target", "spikelink-job.jar")),
                    System.getProperty("java.class.path"));
        } catch (IllegalArgumentException e) {
            throw new SpikelinkException(e.getMessage(), e);
        }
    }
}
