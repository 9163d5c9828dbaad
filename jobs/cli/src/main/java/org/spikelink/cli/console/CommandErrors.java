package org.spikelink.cli.console;

import org.spikelink.core.error.ClosedPipeException;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Reports an expected failure in one line, and any other exception with its stack trace. */
public final class CommandErrors implements IExecutionExceptionHandler {

    /** Enough for a message with several paths in it. */
    private static final int MOST_CHARS = 1000;

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        if (e instanceof IllegalArgumentException) { // an options record says what is out of range
            report(e, command);
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        if (e instanceof ClosedPipeException) {
            return ClosedPipeException.EXIT_CODE;
        }
        if (e instanceof SpikelinkException) {
            report(e, command);
        } else {
            command.getErr().println(name(command) + ": internal error: " + e);
            e.printStackTrace(command.getErr());
        }
        return 1;
    }

    private static void report(Exception e, CommandLine command) {
        command.getErr().println(name(command) + ": " + line(e.getMessage()));
    }

    /** A message as one line, with any quoted text. */
    static String line(String message) {
        return Printable.cut(String.valueOf(message), MOST_CHARS);
    }

    /** A command's name without the program's: {@code cluster up}. */
    static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("^spikelink ", "");
    }
}
