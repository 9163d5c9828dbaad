package org.spikelink.jobs.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.spikelink.jobs.cluster.Keeper;
import org.spikelink.jobs.cluster.LocalCluster;
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
            "A whole cluster on this machine, each part a process of its own: broker, ZooKeeper, JobManager, TaskManagers.",
            "A keeper starts again what dies: kill what you like but that."
        },
        subcommands = {
            ClusterUpCommand.class,
            ClusterStatusCommand.class,
            ClusterStopCommand.class,
            ClusterCommand.Down.class,
            ClusterCommand.Keep.class
        })
public final class ClusterCommand {
    private ClusterCommand() {}

    /** {@code spikelink cluster down}. */
    @Command(
            name = "down",
            mixinStandardHelpOptions = true,
            description = {
                "Ends all processes of a cluster, whoever started them and whatever became of that.",
                "Topics, checkpoints and logs stay in its folder."
            })
    static final class Down implements Callable<Integer> {
        @Mixin private ClusterArguments arguments = new ClusterArguments();

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            LocalCluster cluster = arguments.existing();
            int ended = cluster.down();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d processes ended; %s keeps topics, checkpoints and logs%n",
                            ended, cluster.folder().path());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    /** The keeper's process, which {@code up} starts. */
    @Command(name = "keep", hidden = true, description = "Starts again what dies.")
    static final class Keep implements Callable<Integer> {
        @Mixin private ClusterArguments arguments = new ClusterArguments();

        @Override
        public Integer call() throws IOException, InterruptedException {
            new Keeper(arguments.existing().folder(), System.out).run();
            return 0;
        }
    }
}
