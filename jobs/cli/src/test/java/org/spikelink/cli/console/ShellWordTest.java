package org.spikelink.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordTest {
    private static final List<String> WORDS =
            List.of("--dir=a", "a b,c %20 gr'ße'", "", "$HOME `x` \"y\" \\", "*", "'''", "--n=5ms");

    @Test
    void aShellReadsTheWordsThatWereQuoted() throws IOException {
        Process shell =
                new ProcessBuilder("sh", "-c", "printf '%s\\n' " + ShellWord.join(WORDS)).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed.lines()).containsExactlyElementsOf(WORDS);
    }

    @Test
    void plainWordsStayAsTheyAre() {
        assertThat(ShellWord.of("--restore=file:/tmp/x-1")).isEqualTo("--restore=file:/tmp/x-1");
    }
}
