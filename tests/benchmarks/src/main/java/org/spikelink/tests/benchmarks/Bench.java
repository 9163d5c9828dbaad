package org.spikelink.tests.benchmarks;

import org.spikelink.cli.console.CommandLines;
import org.spikelink.tests.benchmarks.decode.DecodeCommand;
import org.spikelink.tests.benchmarks.ingest.IngestCommand;
import org.spikelink.tests.benchmarks.ingest.WireCommand;
import org.spikelink.tests.benchmarks.job.JobCommand;
import org.spikelink.tests.benchmarks.job.LatencyCommand;
import org.spikelink.tests.benchmarks.job.OverloadCommand;
import org.spikelink.tests.benchmarks.kernel.KernelCommand;
import org.spikelink.tests.benchmarks.operator.EventsCommand;
import org.spikelink.tests.benchmarks.operator.HealthCommand;
import org.spikelink.tests.benchmarks.operator.ModelsCommand;
import org.spikelink.tests.benchmarks.operator.OperatorCommand;
import org.spikelink.tests.benchmarks.operator.StreamsCommand;
import org.spikelink.tests.benchmarks.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code spikelink bench}: measures, and prints a table or JSON. A figure that misses its target is not a failure.
 */
@Command(
        name = "spikelink bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCH",
        description = {
            "Runs benchmarks on this machine. Both sides of a ratio are measured in the same process.",
            "A figure that misses its target is marked NO; the exit code is still 0."
        },
        subcommands = {
            KernelCommand.class,
            OperatorCommand.class,
            EventsCommand.class,
            DecodeCommand.class,
            StreamsCommand.class,
            HealthCommand.class,
            ModelsCommand.class,
            JobCommand.class,
            LatencyCommand.class,
            OverloadCommand.class,
            IngestCommand.class,
            WireCommand.class,
            TrainCommand.class
        })
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** All benches, ready to be executed. */
    static CommandLine commandLine() {
        return CommandLines.of(new Bench());
    }
}
