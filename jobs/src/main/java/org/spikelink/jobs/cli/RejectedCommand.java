package org.spikelink.jobs.cli;

import picocli.CommandLine.Command;

/** {@code spikelink rejected}. */
@Command(
        name = "rejected",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Records that a job rejected.",
        subcommands = {
            RejectedListCommand.class,
            RejectedExportCommand.class,
            RejectedReplayCommand.class
        })
public final class RejectedCommand {
    private RejectedCommand() {}
}
