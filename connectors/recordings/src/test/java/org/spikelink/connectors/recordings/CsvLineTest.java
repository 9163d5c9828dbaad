package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
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
    void whatIsWrittenIsRead(String text) throws IOException {
        List<String> fields = List.of("/data/a,b.bin", text, text);
        StringReader line = new StringReader(CsvLine.of(fields));
        assertThat(CSVFormat.RFC4180.parse(line).getRecords().get(0).toList()).isEqualTo(fields);
    }
}
