package org.spikelink.cli.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.cli.Spikelink;
import picocli.CommandLine;

/** docs/commands says what the commands' options are. */
final class CommandPagesTest {
    private static final CommandPages PAGES = new CommandPages("jobs/cli");

    static Collection<CommandLine> commands() {
        return Spikelink.commandLine().getSubcommands().values();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandHasAPageThatNamesItsOptions(CommandLine command) throws IOException {
        PAGES.assertCurrent(command);
    }

    @Test
    void theIndexListsAllCommands() throws IOException {
        String rows =
                commands().stream()
                        .map(command -> row(command.getCommandName(), summary(command)))
                        .collect(joining());
        PAGES.assertCurrent(
                "README", "# Commands\n\n| command | does |\n|---|---|\n" + rows + "\n");
    }

    private static String summary(CommandLine command) {
        return CommandPage.summary(command.getCommandSpec());
    }

    private static String row(String name, String summary) {
        return "| [%s](%s.md) | %s |\n".formatted(name, name, summary.replace("|", "\\|"));
    }
}
