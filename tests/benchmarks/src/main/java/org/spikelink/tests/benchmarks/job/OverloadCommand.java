package org.spikelink.tests.benchmarks.job;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spikelink bench overload}. */
@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        description = {
            "Runs broker and job in this process with 1,000 sensors. Ten are hostile: each of their batches has 830 bytes and closes 9,901 bins.",
            "Latency of the other sensors with these and without, in turn: p50, p99, longest."
        })
public final class OverloadCommand implements Callable<Integer> {
    @Mixin private BenchOptions options = new BenchOptions();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the job (default: ${DEFAULT-VALUE})")
    private int parallelism;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        OverloadBench bench =
                options.quick()
                        ? new OverloadBench(1, Duration.ofSeconds(12), parallelism)
                        : new OverloadBench(3, Duration.ofSeconds(25), parallelism);
        options.print(bench.run(), spec.commandLine().getOut());
        return 0;
    }
}
