package org.spikelink.tests.benchmarks.job;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spikelink bench latency}. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = {
            "Runs broker and job in this process, with 2,000 sensors that send at half of the rate that the job can sustain.",
            "Reports p50, p99 and p99.9 of the latency from the broker's timestamp of the record that closes a bin to its timestamp"
                    + " of the spikes."
        })
public final class LatencyCommand implements Callable<Integer> {
    @Mixin private BenchOptions options = new BenchOptions();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "parallelism of the job (default: ${DEFAULT-VALUE})")
    private int parallelism;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LatencyBench bench =
                options.quick()
                        ? new LatencyBench(50, Duration.ofSeconds(10), parallelism)
                        : new LatencyBench(150, Duration.ofSeconds(60), parallelism);
        options.print(bench.run(), spec.commandLine().getOut());
        return 0;
    }
}
