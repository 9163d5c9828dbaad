package org.spikelink.cli.run;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.spikelink.local.cluster.LocalCluster;
import org.spikelink.local.cluster.Supervisor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spikelink cluster}. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Manages a local cluster: broker, ZooKeeper, JobManager and TaskManagers, each in its own process.",
            "A supervisor restarts any of them that dies. The supervisor itself is not restarted."
        },
        subcommands = {
            ClusterUpCommand.class,
            ClusterStatusCommand.class,
            ClusterStopCommand.class,
            ClusterCommand.Down.class,
            ClusterCommand.Supervise.class
        })
public final class ClusterCommand {
    private ClusterCommand() {}

    /** {@code spikelink cluster down}. */
    @Command(
            name = "down",
            mixinStandardHelpOptions = true,
            description = {
                "Stops all processes of a local cluster.",
                "Topics, checkpoints and logs stay in its folder."
            })
    static final class Down implements Callable<Integer> {
        @Mixin private ClusterArguments arguments = new ClusterArguments();

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            LocalCluster cluster = arguments.existing();
            int stopped = cluster.down();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "stopped %d processes; topics, checkpoints and logs stay in %s%n",
                            stopped, cluster.folder().path());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    /** The supervisor's process, which {@code up} starts. */
    @Command(
            name = "supervise",
            hidden = true,
            description = "Restarts processes of a local cluster that die.")
    static final class Supervise implements Callable<Integer> {
        @Mixin private ClusterArguments arguments = new ClusterArguments();

        @Override
        public Integer call() throws IOException, InterruptedException {
            new Supervisor(arguments.existing().folder(), System.out).run();
            return 0;
        }
    }
}
