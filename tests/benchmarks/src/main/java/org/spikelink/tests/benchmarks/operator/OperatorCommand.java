package org.spikelink.tests.benchmarks.operator;

import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink bench operator}. */
@Command(
        name = "operator",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the operator in Flink's test harness on one thread: 1,000 streams of 10 ms batches, one step each, H = 128.",
            "Reports batches per second and ns per event for single batches and for bundles of 256, with state on the heap and in"
                    + " RocksDB."
        })
public final class OperatorCommand implements Callable<Integer> {
    @Mixin private BenchOptions options = new BenchOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        OperatorBench bench = new OperatorBench(options.rounds(), options.quick() ? 5_000 : 20_000);
        options.print(bench.run(), spec.commandLine().getOut());
        return 0;
    }
}
