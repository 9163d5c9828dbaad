package org.spikelink.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.spikelink.cli.console.CommandLines;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * As much of the command line as its arguments need. Reading the options of all commands would take most of the time in
 * which a short command runs.
 */
final class CommandTree {
    private static final Command ROOT = Spikelink.class.getAnnotation(Command.class);
    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    private CommandTree() {}

    /** The command that the arguments begin with; names alone for the help of all; otherwise everything. */
    static CommandLine of(String... args) {
        String first = args.length == 0 ? "" : args[0];
        Optional<Class<?>> named =
                Arrays.stream(ROOT.subcommands())
                        .filter(type -> nameOf(type).equals(first))
                        .findFirst();
        if (named.isPresent()) {
            CommandSpec root = root();
            root.addSubcommand(first, new CommandLine(named.get()));
            return CommandLines.of(root);
        }
        return HELP.contains(first) ? CommandLines.of(names()) : Spikelink.commandLine();
    }

    private static CommandSpec root() {
        CommandSpec root = CommandSpec.create();
        root.updateCommandAttributes(ROOT, CommandLine.defaultFactory());
        return root.mixinStandardHelpOptions(true);
    }

    /** All commands with the first lines of their help, but without options. */
    private static CommandSpec names() {
        CommandSpec root = root();
        for (Class<?> type : ROOT.subcommands()) {
            CommandSpec command = CommandSpec.create();
            command.updateCommandAttributes(
                    type.getAnnotation(Command.class), CommandLine.defaultFactory());
            root.addSubcommand(nameOf(type), command);
        }
        return root;
    }

    private static String nameOf(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
