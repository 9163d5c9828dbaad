package org.spikelink.tests.benchmarks.operator;

import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink bench streams}. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the operator in Flink's test harness on one thread with 1,000, 100,000 and 1,000,000 streams of H = 32.",
            "Reports batches per second, bytes per stream, and the time of a checkpoint and a restore, with state on the heap and"
                    + " in RocksDB."
        })
public final class StreamsCommand implements Callable<Integer> {
    private static final int ROUNDS = 5;

    @Mixin private BenchOptions options = new BenchOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        StreamsBench bench = new StreamsBench(ROUNDS, options.quick() ? 10_000 : 50_000);
        List<Integer> counts =
                options.quick() ? List.of(1_000, 100_000) : List.of(1_000, 100_000, 1_000_000);
        options.print(bench.run(counts), spec.commandLine().getOut());
        return 0;
    }
}
