package org.spikelink.cli.console;

import java.nio.file.Path;
import org.spikelink.core.error.ClosedPipeException;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.UserPath;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** Parsing and error handling that all commands share. */
public final class CommandLines {
    private CommandLines() {}

    /** A command line for {@code command}. */
    public static CommandLine of(Object command) {
        return new CommandLine(command)
                .setOut(Output.stdout())
                .setErr(Output.stderr())
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setExecutionStrategy(CommandLines::run)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false) // a name may begin with @
                .registerConverter(Path.class, CommandLines::path)
                .setParameterExceptionHandler(new WrongUse())
                .setExecutionExceptionHandler(new CommandErrors());
    }

    /** The path that a user wrote, see {@link UserPath}. */
    public static Path path(String text) {
        try {
            return UserPath.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Runs a command, and reports it as failed where its output could not be written. */
    private static int run(ParseResult parsed) {
        CommandLine command = parsed.commandSpec().commandLine();
        try {
            int code = new RunLast().execute(parsed);
            command.getOut().flush();
            return code;
        } catch (ClosedPipeException e) {
            return ClosedPipeException.EXIT_CODE;
        } catch (SpikelinkException e) {
            command.getErr().println("spikelink: " + e.getMessage());
            return 1;
        }
    }
}
