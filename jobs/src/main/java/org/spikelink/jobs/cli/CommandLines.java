package org.spikelink.jobs.cli;

import picocli.CommandLine;

/** How all commands treat what users write, and what goes wrong. */
public final class CommandLines {
    private CommandLines() {}

    /** A command, ready to be executed. */
    public static CommandLine of(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new WrongUse())
                .setExecutionExceptionHandler(new CommandErrors());
    }
}
