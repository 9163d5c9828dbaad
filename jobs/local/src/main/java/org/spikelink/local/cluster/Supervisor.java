package org.spikelink.local.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Restarts processes of a cluster that die, as Kubernetes would. */
public final class Supervisor {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final ClusterFolder folder;
    private final PrintStream log;

    /** A supervisor of all processes in {@code folder} except itself; writes to {@code log} what it does. */
    public Supervisor(ClusterFolder folder, PrintStream log) {
        this.folder = folder;
        this.log = log;
    }

    /** Supervises them until this process ends. */
    public void run() throws IOException, InterruptedException {
        while (true) {
            check();
            Thread.sleep(CHECK_INTERVAL.toMillis());
        }
    }

    /** Checks all of them once. */
    void check() throws IOException {
        for (ClusterProcess process : ClusterProcess.all(folder)) {
            if (!process.name().equals(LocalCluster.SUPERVISOR) && !process.isAlive()) {
                log.printf(
                        "%s %s has died; restarted as process %d%n",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        process,
                        process.restart(folder).pid());
            }
        }
    }
}
