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
            "Runs broker and job in this process on a backlog of 2,000 streams of 10 ms batches with 60 events each, H = 128.",
            "Compares the job with one that reads, shuffles, bundles, keeps state and writes the same records, but runs no"
                    + " network."
        })
public final class JobCommand implements Callable<Integer> {
    private static final int ROUNDS = 5;

    @Mixin private BenchOptions options = new BenchOptions();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "parallelism of the jobs (default: ${DEFAULT-VALUE})")
    private int parallelism;

    @Option(
            names = "--model",
            description =
                    "conv: 100 cameras of 128 x 128 pixels, 20 ms batches of 900 events, and the convolutional reference"
                            + " network")
    private ModelKind model;

    private enum ModelKind {
        CONV
    }

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        JobBench bench = new JobBench(ROUNDS, parallelism, options.quick());
        options.print(model == null ? bench.run() : bench.runConv(), spec.commandLine().getOut());
        return 0;
    }
}
