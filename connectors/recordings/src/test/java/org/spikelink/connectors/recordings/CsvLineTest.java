package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "/data/a,b.bin",
                "to the left, slowly",
                "the \"wave\"",
                "\"",
                " spaced ",
                "a,\"b\",",
                ""
            })
    void whatIsWrittenIsRead(String text) {
        List<String> fields = List.of("/data/a,b.bin", text, text);

        assertThat(CsvLine.fields(CsvLine.of(fields), 3)).isEqualTo(fields);
    }

    @Test
    void withoutQuotesCommasOfTheFirstFieldAreItsOwn() {
        assertThat(CsvLine.fields("a,b.bin , left", 2)).containsExactly("a,b.bin", "left");
        assertThat(CsvLine.fields("a.ts,,", 3)).containsExactly("a.ts", "", "");
    }

    @Test
    void aLineOfOtherFieldsIsFoundOut() {
        assertThat(CsvLine.fields("a.bin", 2)).hasSize(1);
        assertThat(CsvLine.fields("\"a.bin\",left,right", 2)).hasSize(3);
        assertThat(CsvLine.fields("\"a.bin,left", 2)).hasSize(1);
    }
}
