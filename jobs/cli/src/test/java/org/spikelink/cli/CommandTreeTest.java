package org.spikelink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What starts faster because it knows less shows the same as the whole command line. */
final class CommandTreeTest {
    private final CommandLine all = Spikelink.commandLine();

    @Test
    void theHelpOfAllCommandsIsTheSame() {
        assertThat(CommandTree.of("--help").getUsageMessage()).isEqualTo(all.getUsageMessage());
        assertThat(Run.spikelink("--help").out()).isEqualTo(all.getUsageMessage());
        assertThat(Run.spikelink("--version").out()).isEqualTo("spikelink 0.1.0\n");
    }

    @Test
    void aCommandAloneHasTheSameOptions() {
        for (Map.Entry<String, CommandLine> command : all.getSubcommands().entrySet()) {
            Map<String, CommandLine> alone =
                    CommandTree.of(command.getKey(), "--help").getSubcommands();

            assertThat(alone).containsOnlyKeys(command.getKey());
            assertThat(alone.get(command.getKey()).getUsageMessage())
                    .isEqualTo(command.getValue().getUsageMessage());
        }
    }

    @Test
    void whatIsNoCommandIsComparedWithAll() {
        Run run = Run.spikelink("inspekt", "x");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'inspekt'", "inspect");
    }
}
