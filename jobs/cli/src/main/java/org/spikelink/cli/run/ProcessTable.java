package org.spikelink.cli.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.local.cluster.ClusterProcess;
import org.spikelink.local.cluster.Restarts;
import org.spikelink.tools.text.Columns;

/** A cluster's processes as a table. */
final class ProcessTable {
    private ProcessTable() {}

    static String of(List<ClusterProcess> processes) {
        return Columns.table(
                processes,
                List.of(
                        Columns.text("process", ClusterProcess::name),
                        Columns.text("pid", process -> Long.toString(process.pid())),
                        Columns.text("state", ProcessTable::state),
                        Columns.text("address", ClusterProcess::address),
                        Columns.text("log", process -> process.log().toString())));
    }

    private static String state(ClusterProcess process) {
        Instant now = Instant.now();
        Restarts restarts = restarts(process);
        if (restarts.isLoop(now)) {
            return "restarting in a loop" + text(restarts, now);
        }
        return (process.isAlive() ? "alive" : "dead") + text(restarts, now);
    }

    private static String text(Restarts restarts, Instant now) {
        return restarts.count() == 0
                ? ""
                : " (%d restarts, the last %d s ago)"
                        .formatted(
                                restarts.count(),
                                Duration.between(
                                                restarts.latest().get(restarts.latest().size() - 1),
                                                now)
                                        .toSeconds());
    }

    private static Restarts restarts(ClusterProcess process) {
        try {
            return process.restarts();
        } catch (IOException e) {
            throw new SpikelinkException(e.getMessage(), e);
        }
    }
}
