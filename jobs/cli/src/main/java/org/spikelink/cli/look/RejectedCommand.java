package org.spikelink.cli.look;

import picocli.CommandLine.Command;

/** {@code spikelink rejected}. */
@Command(
        name = "rejected",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, exports and resends records that a job has rejected.",
        subcommands = {
            RejectedListCommand.class,
            RejectedExportCommand.class,
            RejectedReplayCommand.class
        })
public final class RejectedCommand {
    private RejectedCommand() {}
}
