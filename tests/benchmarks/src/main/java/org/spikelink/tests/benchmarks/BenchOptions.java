package org.spikelink.tests.benchmarks;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every bench. */
public final class BenchOptions {
    private static final int ROUNDS = 9;
    private static final int QUICK_ROUNDS = 5;

    @Option(
            names = "--json",
            description =
                    "print an array of {bench, case, metric, value, unit, against, ratio, target, met, ...}")
    private boolean json;

    @Option(names = "--quick", description = "fewer cases and shorter rounds: less than a minute")
    private boolean quick;

    public boolean quick() {
        return quick;
    }

    /** Rounds of every comparison; odd. */
    public int rounds() {
        return quick ? QUICK_ROUNDS : ROUNDS;
    }

    /** Prints what was measured. */
    public void print(List<Row> rows, PrintWriter out) {
        out.println(json ? Report.json(rows) : Report.table(rows));
        out.flush();
    }
}
