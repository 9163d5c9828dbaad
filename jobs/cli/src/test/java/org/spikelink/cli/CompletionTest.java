package org.spikelink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no bash")
final class CompletionTest {
    @TempDir private Path folder;

    @Test
    void completesCommandsAndOptionsInBash() throws Exception {
        assertThat(completed("spikelink", "tr")).isEqualTo("train");
        assertThat(completed("spikelink", "inspect", "--he")).contains("--health", "--help");
        assertThat(completed("spikelink", "cluster", "st")).contains("status", "stop");
    }

    @Test
    void bothShellsGetAScript() {
        Run bash = Run.spikelink("completion", "bash");
        Run zsh = Run.spikelink("completion", "zsh");
        Run fish = Run.spikelink("completion", "fish");

        assertThat(bash.code()).isZero();
        assertThat(zsh.out())
                .startsWith("# Completion of spikelink for zsh")
                .contains("ZSH_VERSION", "bashcompinit");
        assertThat(fish.code()).isEqualTo(2);
        assertThat(fish.err()).contains("fish", "bash, zsh");
    }

    /** What bash offers for the last of some words. */
    private String completed(String... words) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Files.writeString(script, Run.spikelink("completion", "bash").out());
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        "bash",
                        "-c",
                        "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
                                + " _complete_spikelink; echo \"${COMPREPLY[*]}\"",
                        script.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return out.strip();
    }
}
