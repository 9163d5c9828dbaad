package org.spikelink.jobs.cli;

import org.spikelink.connectors.checkpoints.CheckpointException;
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.core.model.ModelException;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.trainer.data.DataException;
import org.spikelink.trainer.run.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a user's mistake in one line, and everything else with its stack trace. */
public final class CommandErrors implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        if (e instanceof IllegalArgumentException) { // an options record says what is out of range
            command.getErr().println(name(command) + ": " + e.getMessage());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        if (isExpected(e)) {
            command.getErr().println(name(command) + ": " + e.getMessage());
        } else {
            command.getErr().println(name(command) + ": internal error: " + e);
            e.printStackTrace(command.getErr());
        }
        return 1;
    }

    /** A command as it was written, without the program's own name: {@code cluster up}. */
    static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("^spikelink ", "");
    }

    private static boolean isExpected(Exception e) {
        return e instanceof CommandException
                || e instanceof ModelException
                || e instanceof RecordingException
                || e instanceof CheckpointException
                || e instanceof DataException
                || e instanceof TrainingException;
    }
}
