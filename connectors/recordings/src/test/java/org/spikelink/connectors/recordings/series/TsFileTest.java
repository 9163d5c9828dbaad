package org.spikelink.connectors.recordings.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TsFileTest {
    private static final String HEADER =
            "# remark\n@problemName x\n@dimensions 2\n@classLabel true a b\n@data\n";

    @TempDir Path folder;

    @Test
    void seriesOfAnyLengthAreReadWithTheirClasses() throws IOException {
        List<Series> series = read(HEADER + "1,2,3:4,5,6:b\n\n7 : ? : a\n");
        assertThat(series).extracting(s -> s.label().orElseThrow()).containsExactly("b", "a");
        assertThat(series.get(0).values()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(series.get(1).values()).containsExactly(7, Float.NaN);
        assertThat(series.get(1).name()).isEqualTo("1");
    }

    @Test
    void seriesWithoutClassesHaveNone() throws IOException {
        List<Series> series = read("@classLabel false\n@data\n1,2:3,4\n");
        assertThat(series.get(0).label()).isEmpty();
        assertThat(series.get(0).channels()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2:3,4:c | line 6: a class must be one of [a, b] (got 'c')",
                "1,2:3:a | line 6: the channels of a series must be of one length: 2 (got 1 in channel 1)",
                "1,2:a | line 6: a series must have 2 channels and a class (got 1)",
                "1,x:3,4:a | line 6: a value must be a number or ? (got 'x')",
                "1,:3,4:a | line 6: a value must be a number or ? (got '')"
            })
    void aLineThatBreaksTheFormatIsNamed(String line, String message) {
        assertThatThrownBy(() -> read(HEADER + line + "\n")).hasMessageEndingWith(message);
    }

    @Test
    void headersThatCannotBeReadAreNamed() {
        assertThatThrownBy(() -> read("@timeStamps true\n@data\n"))
                .hasMessageEndingWith("line 1: series with time stamps are not supported");
        assertThatThrownBy(() -> read("@targetLabel true\n"))
                .hasMessageContaining("series with numbers to predict are not supported");
        assertThatThrownBy(() -> read("hello\n"))
                .hasMessageContaining("a header line must begin with @ or # (got 'hello')");
        assertThatThrownBy(() -> read("@dimensions many\n"))
                .hasMessageContaining("@dimensions must be a number of channels");
        assertThatThrownBy(() -> read(HEADER))
                .hasMessageEndingWith("must hold series after a line @data (got none)");
    }

    private List<Series> read(String text) throws IOException {
        return SeriesFiles.read(Files.writeString(folder.resolve("x.ts"), text));
    }
}
