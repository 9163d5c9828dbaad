package org.spikelink.jobs.classify.config;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in a line that tells no value which might be a secret. */
public final class WrongArguments {
    private WrongArguments() {}

    /** The message to show. */
    public static String message(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched.getUnmatched())
                : e.getMessage();
    }

    private static String unknown(List<String> arguments) {
        return arguments.stream()
                .map(argument -> "'" + argument.replaceFirst("(?s)=.*", "=...") + "'")
                .collect(
                        Collectors.joining(
                                ", ",
                                "Unknown option" + (arguments.size() == 1 ? ": " : "s: "),
                                ""));
    }
}
