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
            "Broker, job, broker in this process, with 2,000 sensors that send half of what the job can take.",
            "From the broker's time on the record that closes a bin to its time on the spikes: p50, p99, p99.9."
        })
public final class LatencyCommand implements Callable<Integer> {
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
        LatencyBench bench =
                options.quick()
                        ? new LatencyBench(50, Duration.ofSeconds(10), parallelism)
                        : new LatencyBench(150, Duration.ofSeconds(60), parallelism);
        options.print(bench.run(), spec.commandLine().getOut());
        return 0;
    }
}
