package org.spikelink.tests.benchmarks.job;

import java.util.concurrent.Callable;
import org.spikelink.tests.benchmarks.BenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spikelink bench job}. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        description = {
            "Broker, job, broker in this process: a backlog of 2,000 streams of 10 ms batches, 60 events each, H = 128.",
            "Against a job that reads, shuffles, bundles, keeps a state and writes the same, but steps no network."
        })
public final class JobCommand implements Callable<Integer> {
    private static final int ROUNDS = 5;

    @Mixin private BenchOptions options = new BenchOptions();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the jobs (default: ${DEFAULT-VALUE})")
    private int parallelism;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        JobBench bench = new JobBench(ROUNDS, parallelism, options.quick());
        options.print(bench.run(), spec.commandLine().getOut());
        return 0;
    }
}
