package org.spikelink.jobs.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Starts again what dies of a cluster, as Kubernetes would. */
public final class Keeper {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ClusterFolder folder;
    private final PrintStream log;

    /** A keeper of all processes in {@code folder}, but itself; tells {@code log} what it does. */
    public Keeper(ClusterFolder folder, PrintStream log) {
        this.folder = folder;
        this.log = log;
    }

    /** Keeps them until this process is ended. */
    public void run() throws IOException, InterruptedException {
        while (true) {
            look();
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    /** Looks once at all of them. */
    void look() throws IOException {
        for (ClusterProcess process : ClusterProcess.all(folder)) {
            if (!process.name().equals(LocalCluster.KEEPER) && !process.isAlive()) {
                log.printf(
                        "%s %s has died, and is %d now%n",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        process,
                        process.again(folder).pid());
            }
        }
    }
}
