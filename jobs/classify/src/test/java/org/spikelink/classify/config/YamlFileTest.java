package org.spikelink.classify.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.core.error.SpikelinkException;

class YamlFileTest {
    @TempDir Path folder;

    @Test
    void scalarsStayAsWritten() {
        assertThat(parse("a: 1.10\nb: 1e3\nc: no\nd: True\ne: 0o17\nf: 2026-01-02\ng: 'null'"))
                .isEqualTo(
                        Map.of(
                                "a",
                                "1.10",
                                "b",
                                "1e3",
                                "c",
                                "no",
                                "d",
                                "True",
                                "e",
                                "0o17",
                                "f",
                                "2026-01-02",
                                "g",
                                "null"));
    }

    @Test
    void whatHasNoValueIsNull() {
        assertThat(parse("a:\nb: ~\nc: null\nd: ''"))
                .containsEntry("a", null)
                .containsEntry("b", null)
                .containsEntry("c", null)
                .containsEntry("d", "");
    }

    @Test
    void listsMapsAndAliasesAreRead() {
        assertThat(parse("a: &x [1, 2]\nb: {c: *x}"))
                .isEqualTo(Map.of("a", List.of("1", "2"), "b", Map.of("c", List.of("1", "2"))));
    }

    @Test
    void aFileOfCommentsSetsNothing() {
        assertThat(parse("# nothing\n")).isEmpty();
        assertThat(parse("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- a | line 1: must be a mapping from keys to values",
                "just text | line 1: must be a mapping",
                "a: [1 | line 1: not valid YAML: ",
                "a: \"x\\q\" | line 1: not valid YAML: ",
                "{a: 1, a: 2} | line 1: a key must not occur twice in a mapping",
                "{[a]: 1} | line 1: a key must be text",
                "a: *b | line 1: an alias must come after its anchor",
                "a: &a [*a] | line 1: an alias must come after its anchor, and outside of it"
            })
    void whatIsNotAMappingIsRejected(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(SpikelinkException.class)
                .hasMessageStartingWith("x.yaml: " + message);
    }

    @Test
    void aSecondDocumentIsRejected() {
        assertThatThrownBy(() -> parse("a: 1\n---\nb: 2\n"))
                .hasMessage("x.yaml: line 2: must hold one document");
    }

    @Test
    void aliasesThatExpandWithoutEndAreRejected() {
        StringBuilder bomb = new StringBuilder("l0: &l0 [x, x]\n");
        for (int n = 1; n < 25; n++) {
            bomb.append("l%d: &l%d [*l%d, *l%d]\n".formatted(n, n, n - 1, n - 1));
        }
        assertThatThrownBy(() -> parse(bomb.toString()))
                .hasMessageContaining("must hold at most 10000 values with aliases expanded");
        StringBuilder deep = new StringBuilder("l0: &l0 [x]\n");
        for (int n = 1; n < 40; n++) {
            deep.append("l%d: &l%d [*l%d]\n".formatted(n, n, n - 1));
        }
        assertThatThrownBy(() -> parse(deep.toString()))
                .hasMessageContaining("at most 32 levels deep");
    }

    @Test
    void deepNestingIsRejected() {
        assertThatThrownBy(() -> parse("a: " + "[".repeat(200_000)))
                .isInstanceOf(SpikelinkException.class)
                .hasMessageContaining("at most 32 levels deep");
    }

    @Test
    void aLargeFileIsRejected() throws Exception {
        byte[] large = new byte[YamlFile.MAX_SIZE + 1];
        Arrays.fill(large, (byte) '#');
        Path file = Files.write(folder.resolve("large.yaml"), large);
        assertThatThrownBy(() -> YamlFile.read(file))
                .hasMessageContaining("large.yaml: a YAML file must hold at most 1048576 bytes");
    }

    @Test
    void noMessageQuotesTheFile() {
        assertThatThrownBy(() -> parse("password: \"secret\\q\""))
                .isInstanceOf(SpikelinkException.class)
                .hasMessageNotContaining("secret");
    }

    /** Windows' editors write cp1252 in many countries. */
    @Test
    void aFileThatIsNotUtf8IsRejectedWithThePlace() {
        byte[] yaml = "# größe\nmodel: größe".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> YamlFile.parse("x.yaml", yaml))
                .isInstanceOf(SpikelinkException.class)
                .hasMessage("x.yaml: line 1: must be text in UTF-8 (got 0xF6 at byte 4)");
        byte[] second = "# grosse\nmodel: größe".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> YamlFile.parse("x.yaml", second))
                .hasMessage("x.yaml: line 2: must be text in UTF-8 (got 0xF6 at byte 18)");
    }

    @Test
    void aFileThatEndsWithinACharacterIsRejectedWithThePlace() {
        byte[] yaml = Arrays.copyOf("a: ö".getBytes(StandardCharsets.UTF_8), 4);
        assertThatThrownBy(() -> YamlFile.parse("x.yaml", yaml))
                .hasMessage("x.yaml: line 1: must be text in UTF-8 (got 0xC3 at byte 3)");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThatThrownBy(() -> YamlFile.read(folder.resolve("none.yaml")))
                .hasMessageContaining("none.yaml: no such file");
    }

    private static Map<String, Object> parse(String yaml) {
        return YamlFile.parse("x.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
