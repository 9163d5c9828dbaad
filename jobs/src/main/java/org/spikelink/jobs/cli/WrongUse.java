package org.spikelink.jobs.cli;

import java.io.PrintWriter;
import org.spikelink.jobs.classify.config.WrongArguments;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells wrong use in one line, and where to read on, instead of printing all of a command's options. */
public final class WrongUse implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(CommandErrors.name(command) + ": " + WrongArguments.message(e));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
