package org.spikelink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class OutputTest {
    @TempDir Path folder;

    private final CommandSpec command = CommandSpec.create();

    @BeforeEach
    void give() {
        new CommandLine(command);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysOnStandardErrorWhatWentToStandardOutput() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/stdout"));

        assertThat(Output.about(Path.of("/dev/stdout"), command))
                .isSameAs(command.commandLine().getErr());
        assertThat(Output.about(Path.of("/dev/fd/1"), command))
                .isSameAs(command.commandLine().getErr());
        assertThat(Output.about(link, command)).isSameAs(command.commandLine().getErr());
    }

    @Test
    void saysOnStandardOutputWhatWentElsewhere() throws IOException {
        Path file = Files.createFile(folder.resolve("model.npz"));

        assertThat(Output.about(file, command)).isSameAs(command.commandLine().getOut());
        assertThat(Output.about(folder.resolve("nothing"), command))
                .isSameAs(command.commandLine().getOut());
    }
}
