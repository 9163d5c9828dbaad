package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabelListTest {
    @TempDir Path folder;

    @BeforeEach
    void writeRecordings() throws IOException {
        Files.createDirectory(folder.resolve("a"));
        Files.write(folder.resolve("a/1.bin"), new byte[5]);
        Files.write(folder.resolve("2.bin"), new byte[5]);
    }

    @Test
    void aListNamesFilesAndTheirLabels() throws IOException {
        List<Recording> found = find("file,label\na/1.bin,cat\n\n 2.bin , dog \n");
        assertThat(found)
                .containsExactly(
                        new RecordingFile(folder.resolve("a/1.bin"), "a/1.bin", Optional.of("cat")),
                        new RecordingFile(folder.resolve("2.bin"), "2.bin", Optional.of("dog")));
    }

    @Test
    void whatHoldsACommaStandsInQuotes() throws IOException {
        assertThat(find("file,label\n\"2.bin\",\"to the left, slowly\"\n"))
                .extracting(Recording::label)
                .containsExactly(Optional.of("to the left, slowly"));
    }

    @Test
    void theHeaderMayBeLeftOut() throws IOException {
        assertThat(find("2.bin,dog\n")).hasSize(1);
    }

    @Test
    void linesThatCannotBeUsedAreNamed() {
        assertThatThrownBy(() -> find("2.bin\n"))
                .hasMessageEndingWith("list.csv: line 1: must be file,label (got '2.bin')");
        assertThatThrownBy(() -> find("file,label\n2.bin,\n"))
                .hasMessageContaining("line 2: must be file,label");
        assertThatThrownBy(() -> find("3.bin,dog\n"))
                .hasMessageContaining("line 1: there is no such file: ");
    }

    @Test
    void aListNamesSeriesOfAFile() throws IOException {
        writeSeries();
        List<Recording> found = find("file,series,label\ns.ts,2,up\ns.ts, 0 ,a\n");
        assertThat(found).extracting(Recording::name).containsExactly("s.ts/2", "s.ts/0");
        assertThat(found)
                .extracting(Recording::label)
                .containsExactly(Optional.of("up"), Optional.of("a"));
        assertThat(((SeriesRecording) found.get(0)).series().values()).containsExactly(5, 6);
    }

    @Test
    void linesThatNameNoSeriesAreTold() throws IOException {
        writeSeries();
        assertThatThrownBy(() -> find("file,series,label\ns.ts,9,up\n"))
                .hasMessageContaining("line 2: ")
                .hasMessageEndingWith("s.ts has no series '9'");
        assertThatThrownBy(() -> find("file,series,label\ns.ts,9\n"))
                .hasMessageEndingWith("line 2: must be file,series,label (got 's.ts,9')");
        assertThatThrownBy(() -> find("file,series,label\ns.ts,1,\n"))
                .hasMessageEndingWith("line 2: must have a label (got 's.ts,1,')");
        assertThatThrownBy(() -> find("file,series,label\n2.bin,0,a\n"))
                .hasMessageEndingWith("line 2: must name a file of series (got '2.bin')");
    }

    private void writeSeries() throws IOException {
        Files.writeString(
                folder.resolve("s.ts"),
                """
                @timeStamps false
                @univariate true
                @classLabel true a b
                @data
                1,2:a
                3,4:b
                5,6:b
                """);
    }

    private List<Recording> find(String list) throws IOException {
        Path file = Files.writeString(folder.resolve("list.csv"), list);
        return RecordingFiles.find(file).recordings();
    }
}
