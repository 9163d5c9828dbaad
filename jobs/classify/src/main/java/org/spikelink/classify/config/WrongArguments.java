package org.spikelink.classify.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spikelink.core.error.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes an error in a command line in one line. Shows no value, because it might be a secret. */
public final class WrongArguments {
    private static final String OPTION = "-";

    private static final int MOST_FILES = 3;

    private WrongArguments() {}

    /**
     * The message to show. A misspelt option is named with the nearest one, even if picocli only reports that a
     * required option is missing.
     */
    public static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched(), e.getCommandLine());
        }
        if (isWrongChoice(e)) {
            return wrongChoice(e);
        }
        List<String> misspelt = misspelt(e);
        String message = e.getMessage().replaceFirst("^Error: ", ""); // of groups of options
        return misspelt.isEmpty()
                ? message
                : unknown(misspelt, e.getCommandLine()) + "; " + lowerFirst(message);
    }

    private static boolean isWrongChoice(ParameterException e) {
        return e.getArgSpec() != null && e.getArgSpec().typeInfo().isEnum() && e.getValue() != null;
    }

    /** Picocli lists an enum's constants as Java spells them. */
    private static String wrongChoice(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        String name =
                argument instanceof OptionSpec option
                        ? option.longestName()
                        : argument.paramLabel();
        return "%s must be one of %s (got %s)"
                .formatted(
                        name,
                        Stream.of(argument.type().getEnumConstants())
                                .map(JobOption::shown)
                                .collect(Collectors.joining(", ")),
                        e.getValue());
    }

    private static List<String> misspelt(ParameterException e) {
        return e instanceof MissingParameterException
                ? e.getCommandLine().getUnmatchedArguments().stream()
                        .filter(argument -> argument.startsWith(OPTION))
                        .toList()
                : List.of();
    }

    /** What follows an unknown command are its arguments. */
    private static String unknown(List<String> arguments, CommandLine command) {
        String first = arguments.get(0);
        if (!first.startsWith(OPTION) && !command.getSubcommands().isEmpty()) {
            return "Unknown command: " + shown(first) + nearest(first, command);
        }
        if (arguments.stream().allMatch(WrongArguments::isFile)) {
            return ("Unknown argument%s: %s%s; where one file is expected, the shell puts all files that match a pattern"
                            + " such as *.raw: state one of them, or their folder where the command takes folders")
                    .formatted(
                            arguments.size() == 1 ? "" : "s",
                            arguments.stream()
                                    .limit(MOST_FILES)
                                    .map(WrongArguments::shown)
                                    .collect(Collectors.joining(", ")),
                            arguments.size() > MOST_FILES ? ", ..." : "");
        }
        boolean options = arguments.stream().allMatch(argument -> argument.startsWith(OPTION));
        return arguments.stream()
                .map(argument -> shown(argument) + nearest(argument, command))
                .collect(
                        Collectors.joining(
                                ", ",
                                (options ? "Unknown option" : "Unknown argument")
                                        + (arguments.size() == 1 ? ": " : "s: "),
                                ""));
    }

    private static boolean isFile(String argument) {
        try {
            return Files.isRegularFile(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String shown(String argument) {
        return "'" + argument.replaceFirst("(?s)=.*", "=...") + "'";
    }

    private static String nearest(String argument, CommandLine command) {
        List<String> names = new ArrayList<>();
        if (argument.startsWith(OPTION)) {
            command.getCommandSpec().options().forEach(o -> names.addAll(List.of(o.names())));
        } else {
            names.addAll(command.getSubcommands().keySet());
        }
        Optional<String> near = NearestName.near(argument.replaceFirst("(?s)=.*", ""), names);
        return near.map(" (nearest: %s)"::formatted).orElse("");
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
