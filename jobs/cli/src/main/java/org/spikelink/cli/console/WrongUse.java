package org.spikelink.cli.console;

import java.io.PrintWriter;
import org.spikelink.classify.config.WrongArguments;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Reports invalid usage in one line and points to the help, instead of printing all of a command's options. */
public final class WrongUse implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(
                CommandErrors.name(command) + ": " + CommandErrors.line(WrongArguments.message(e)));
        err.println(
                Launcher.shown("see ./" + command.getCommandSpec().qualifiedName() + " --help"));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
