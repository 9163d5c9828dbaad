package org.spikelink.jobs;

import org.spikelink.jobs.cli.BrokerCommand;
import org.spikelink.jobs.cli.ClassifyCommand;
import org.spikelink.jobs.cli.ClusterCommand;
import org.spikelink.jobs.cli.CommandLines;
import org.spikelink.jobs.cli.DemoCommand;
import org.spikelink.jobs.cli.EvaluateCommand;
import org.spikelink.jobs.cli.ExportCommand;
import org.spikelink.jobs.cli.ImportCommand;
import org.spikelink.jobs.cli.InspectCommand;
import org.spikelink.jobs.cli.RejectedCommand;
import org.spikelink.jobs.cli.ReplayCommand;
import org.spikelink.jobs.cli.SimulateCommand;
import org.spikelink.jobs.cli.StreamsCommand;
import org.spikelink.jobs.cli.TrainCommand;
import org.spikelink.jobs.cli.WatchCommand;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong use. */
@Command(
        name = "spikelink",
        version = "spikelink 0.1.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Real-time classification of event-camera and sensor streams with spiking LSTMs.",
        footer = {"", "`./spikelink bench` measures how fast all this is on this machine."},
        subcommands = {
            DemoCommand.class,
            TrainCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            InspectCommand.class,
            EvaluateCommand.class,
            BrokerCommand.class,
            ReplayCommand.class,
            SimulateCommand.class,
            ClassifyCommand.class,
            WatchCommand.class,
            StreamsCommand.class,
            RejectedCommand.class,
            ClusterCommand.class
        })
public final class Spikelink {
    private Spikelink() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command and returns its exit code. */
    public static int run(String... args) {
        return CommandLines.of(new Spikelink()).execute(args);
    }
}
