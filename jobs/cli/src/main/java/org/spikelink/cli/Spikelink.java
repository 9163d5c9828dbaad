package org.spikelink.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.spikelink.cli.console.CommandLines;
import org.spikelink.cli.console.LauncherStderr;
import org.spikelink.cli.look.PlotCommand;
import org.spikelink.cli.look.RejectedCommand;
import org.spikelink.cli.look.StreamsCommand;
import org.spikelink.cli.look.ViewCommand;
import org.spikelink.cli.look.WatchCommand;
import org.spikelink.cli.model.CalibrateCommand;
import org.spikelink.cli.model.EvaluateCommand;
import org.spikelink.cli.model.ExportCommand;
import org.spikelink.cli.model.ImportCommand;
import org.spikelink.cli.model.InspectCommand;
import org.spikelink.cli.model.PredictCommand;
import org.spikelink.cli.models.ModelsCommand;
import org.spikelink.cli.run.BrokerCommand;
import org.spikelink.cli.run.ClassifyCommand;
import org.spikelink.cli.run.ClusterCommand;
import org.spikelink.cli.run.DemoCommand;
import org.spikelink.cli.sensors.ConvertCommand;
import org.spikelink.cli.sensors.IngestCommand;
import org.spikelink.cli.sensors.ReplayCommand;
import org.spikelink.cli.sensors.SimulateCommand;
import org.spikelink.cli.train.TrainCommand;
import org.spikelink.local.process.ProcessFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 success, 1 failure, 2 invalid usage, 141 nobody reads its output any more. */
@Command(
        name = "spikelink",
        version = "spikelink 0.1.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Real-time classification of event-camera and sensor streams with spiking LSTMs.",
        footer = {"", "`./spikelink bench` runs the benchmarks."},
        subcommands = {
            DemoCommand.class,
            TrainCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            InspectCommand.class,
            ConvertCommand.class,
            PredictCommand.class,
            EvaluateCommand.class,
            CalibrateCommand.class,
            PlotCommand.class,
            BrokerCommand.class,
            ReplayCommand.class,
            IngestCommand.class,
            SimulateCommand.class,
            ClassifyCommand.class,
            WatchCommand.class,
            ViewCommand.class,
            StreamsCommand.class,
            RejectedCommand.class,
            ModelsCommand.class,
            ClusterCommand.class,
            CompletionCommand.class
        })
public final class Spikelink {
    private Spikelink() {}

    public static void main(String[] args) {
        LauncherStderr.use();
        // 1,000 and 0.5 whatever the user's language; a test holds the code that also runs
        // elsewhere to Locale.ROOT.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(
                runIn(ProcessFolder.create(Path.of(System.getProperty("java.io.tmpdir"))), args));
    }

    private static int runIn(ProcessFolder folder, String... args) {
        // Commands that end with Ctrl-C delete what they have written themselves. If something is
        // left, the next
        // start deletes it.
        folder.path().toFile().deleteOnExit();
        folder.use();
        try {
            return run(args);
        } finally {
            folder.close();
        }
    }

    /** Runs one command and returns its exit code. */
    public static int run(String... args) {
        return CommandTree.of(args).execute(args);
    }

    /** All commands, ready to be executed. */
    public static CommandLine commandLine() {
        return CommandLines.of(new Spikelink());
    }
}
