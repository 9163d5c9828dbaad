package org.spikelink.connectors.recordings.series.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.connectors.recordings.SeriesFiles;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;

final class TsFileTest {
    private static final String HEADER =
            "# remark\n@problemName x\n@dimensions 2\n@classLabel true a b\n@data\n";

    private static final String TIMED = HEADER.replace("@data", "@timeStamps true\n@data");

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
    void timestampsPlaceValuesOnAGridWhereOthersAreMissing() throws IOException {
        List<Series> series =
                read(
                        TIMED
                                + "(0,1),(0.5,2),(2,?):(0.5,4),(1.5,5):b\n"
                                + "(2004-10-01 00:30:00,1),(2004-10-01 01:00:00,2):(2004-10-01 01:30:00,3):a\n");
        float no = Float.NaN;
        assertThat(series.get(0).values()).containsExactly(1, no, 2, 4, no, no, no, 5, no, no);
        assertThat(series.get(1).values()).containsExactly(1, no, 2, no, no, 3);
        assertThat(series.get(1).label()).contains("a");
        assertThat(read(TIMED + "(5,1):(0,2):a\n").get(0).values()).containsExactly(no, 2, 1, no);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2:3,4:a | a value must be (time,value) in a file with timestamps (got '1,2')",
                "(0,1):(x,2):a | a timestamp must be a number or a date (got 'x')",
                "(0,1):(2004-13-01 00:00:00,2):a | a timestamp must be a number or a date (got '2004-13-01 00:00:00')",
                "(0,1),(0,2):(0,1):a | timestamps of a channel must ascend (got '0')",
                "(0,1),(1,2),(2.5,2):(0,1):a | timestamps must lie on a grid of the smallest step 1.0 (got one at 2.5 steps)",
                "(0,1),(1,2),(999999,2):(0,1):a | timestamps must be close to a grid of the smallest step 1.0 (got 1000000 samples for 4 values)",
                "(0,1)x(1,2):(0,1):a | a comma must follow a value (got 'x(1,2)')",
                "(0,y):(0,1):a | a value must be a number or ? (got 'y')",
                ":: a | a series must have values (got none)"
            })
    void timestampsThatBreakARuleAreNamed(String line, String message) {
        assertThatThrownBy(() -> read(TIMED + line + "\n"))
                .hasMessageEndingWith("line 7: " + message);
    }

    @Test
    void headersThatCannotBeReadAreNamed() {
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

    @Test
    void commentsMayBeInAnyEncodingAndTheRestIsUtf8() throws IOException {
        byte[] comment = "# größe\r".getBytes(StandardCharsets.ISO_8859_1);
        byte[] rest = "\n@classLabel true süß\n@data\n1:süß\n".getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("a.ts");
        Files.write(file, comment);
        Files.write(file, rest, StandardOpenOption.APPEND);
        assertThat(SeriesFiles.read(file).get(0).label()).contains("süß");

        Files.write(
                file, "1:süß\n".getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("line 5: must be text in UTF-8");
    }

    @Test
    void noValueTakesThePlaceOfAnother() {
        assertThatThrownBy(() -> read(TIMED + "(0,1),(1e-12,2),(1,3):(0,4):a\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(
                        "timestamps of a channel must differ by a step of the grid, 0.999999999999")
                .hasMessageContaining("(got two within it, at ");
    }

    @Test
    void aHeaderMayNotNameClassesWithoutEnd() {
        StringBuilder names = new StringBuilder();
        for (int n = 0; n <= 1 << 16; n++) {
            names.append(' ').append(n);
        }
        assertThatThrownBy(() -> read("@classLabel true" + names + "\n@data\n1:0\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("line 1: there must be at most 65536 classes");
    }
}
