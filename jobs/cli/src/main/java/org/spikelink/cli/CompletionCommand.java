package org.spikelink.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Prints a script that completes commands and options with the Tab key."
                        + " For this shell: source <(./spikelink completion bash)")
public final class CompletionCommand implements Callable<Integer> {
    private static final String NAME = "spikelink";

    /** Shells that the script runs in. */
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh; one script serves both")
    private Shell shell;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("# Completion of spikelink for " + shell.name().toLowerCase(Locale.ROOT));
        out.print(AutoComplete.bash(NAME, Spikelink.commandLine()));
        out.flush();
        return 0;
    }
}
