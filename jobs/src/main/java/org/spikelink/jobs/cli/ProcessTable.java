package org.spikelink.jobs.cli;

import java.util.List;
import org.spikelink.jobs.cluster.ClusterProcess;

/** A cluster's processes, for people. */
final class ProcessTable {
    private ProcessTable() {}

    static String of(List<ClusterProcess> processes) {
        return Columns.table(
                processes,
                List.of(
                        Columns.text("process").with(ClusterProcess::name),
                        Columns.text("pid").with(process -> Long.toString(process.pid())),
                        Columns.text("state").with(process -> process.isAlive() ? "alive" : "dead"),
                        Columns.text("address").with(ClusterProcess::address),
                        Columns.text("log").with(process -> process.log().toString())));
    }
}
