package org.spikelink.cli.models;

import picocli.CommandLine.Command;

/** {@code spikelink models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Publishes models, and changes which version classifies which stream while the job runs.",
        subcommands = {
            PublishCommand.class,
            ActivateCommand.class,
            CanaryCommand.class,
            ShadowCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            GuardCommand.class,
            ModelsListCommand.class,
            ModelsStatusCommand.class
        })
public final class ModelsCommand {
    private ModelsCommand() {}
}
