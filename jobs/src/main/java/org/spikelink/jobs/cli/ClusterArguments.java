package org.spikelink.jobs.cli;

import java.nio.file.Path;
import org.spikelink.jobs.cluster.Installation;
import org.spikelink.jobs.cluster.LocalCluster;
import org.spikelink.jobs.errors.CommandException;
import picocli.CommandLine.Option;

/** Which local cluster a command is about. */
final class ClusterArguments {
    /** Where a cluster is if nobody says otherwise. */
    static final String USUAL_FOLDER = "spikelink-cluster";

    @Option(
            names = "--dir",
            defaultValue = USUAL_FOLDER,
            description = "the cluster's folder (default: ${DEFAULT-VALUE})")
    private Path dir = Path.of(USUAL_FOLDER);

    /** It may not be there yet. */
    LocalCluster cluster() {
        return new LocalCluster(dir);
    }

    /** One that is there; a {@link CommandException} where it is not. */
    LocalCluster existing() {
        return existing(dir);
    }

    static LocalCluster existing(Path dir) {
        LocalCluster cluster = new LocalCluster(dir);
        if (!cluster.exists()) {
            throw new CommandException(
                    "there is no local cluster in "
                            + cluster.folder().path()
                            + "; spikelink cluster up makes one");
        }
        return cluster;
    }

    /** What {@code ./spikelink} has built. */
    static Installation installation() {
        String home = System.getProperty("spikelink.home");
        if (home == null) {
            throw new CommandException("clusters need what is built beside ./spikelink: use that");
        }
        Path root = Path.of(home);
        try {
            return new Installation(
                    root.resolve(Path.of("flink", "target", "lib")),
                    root.resolve(Path.of("docker", "conf")),
                    root.resolve(Path.of("jobs", "target", "spikelink-job.jar")),
                    System.getProperty("java.class.path"));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}
