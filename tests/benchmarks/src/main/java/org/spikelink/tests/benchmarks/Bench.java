package org.spikelink.tests.benchmarks;

import org.spikelink.jobs.cli.CommandErrors;
import org.spikelink.jobs.cli.WrongUse;
import org.spikelink.tests.benchmarks.job.JobCommand;
import org.spikelink.tests.benchmarks.job.LatencyCommand;
import org.spikelink.tests.benchmarks.kernel.KernelCommand;
import org.spikelink.tests.benchmarks.operator.OperatorCommand;
import org.spikelink.tests.benchmarks.operator.StreamsCommand;
import org.spikelink.tests.benchmarks.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code spikelink bench}: measures, and prints a table or JSON. A figure that is not reached is no failure. */
@Command(
        name = "spikelink bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCH",
        description = {
            "Measures Spikelink on this machine, both sides of every ratio in one process run.",
            "A figure that misses its target is printed so; the command still ends with 0."
        },
        subcommands = {
            KernelCommand.class,
            OperatorCommand.class,
            StreamsCommand.class,
            JobCommand.class,
            LatencyCommand.class,
            TrainCommand.class
        })
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        System.exit(
                new CommandLine(new Bench())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setParameterExceptionHandler(new WrongUse())
                        .setExecutionExceptionHandler(new CommandErrors())
                        .execute(args));
    }
}
