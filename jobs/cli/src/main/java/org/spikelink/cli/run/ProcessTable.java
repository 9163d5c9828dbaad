package org.spikelink.cli.run;

import java.util.List;
import org.spikelink.local.cluster.ClusterProcess;
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
                        Columns.text("state", process -> process.isAlive() ? "alive" : "dead"),
                        Columns.text("address", ClusterProcess::address),
                        Columns.text("log", process -> process.log().toString())));
    }
}
