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
import org.spikelink.connectors.recordings.events.EventDecoder;

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
    void aByteOrderMarkAndWindowsLineEndsDoNotCount() throws IOException {
        assertThat(find("\uFEFFfile,label\r\na/1.bin,cat\r\n")).hasSize(1);
        assertThat(find("\uFEFFa/1.bin,cat\r\n2.bin,dog")).hasSize(2);
    }

    @Test
    void headersMayStandInQuotesAndInAnyOrder() throws IOException {
        assertThat(find("\"file\",\"label\"\n\"a/1.bin\",\"cat\"\n"))
                .extracting(Recording::label)
                .containsExactly(Optional.of("cat"));
        assertThat(find("Label, File\ncat,a/1.bin\n"))
                .extracting(Recording::name)
                .containsExactly("a/1.bin");
    }

    @Test
    void commasOfAnUnquotedPathAreItsOwn() throws IOException {
        Files.write(folder.resolve("x,y.bin"), new byte[5]);
        assertThat(find("x,y.bin , left\n"))
                .extracting(r -> r.name() + " " + r.label().orElseThrow())
                .containsExactly("x,y.bin left");
    }

    @Test
    void aQuoteWithoutEndIsAnErrorThatNamesTheList() {
        assertThatThrownBy(() -> find("file,label\n\"2.bin,left\n"))
                .isInstanceOf(org.spikelink.connectors.recordings.io.RecordingException.class)
                .hasMessageContaining("list.csv: must be comma-separated values: ");
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
    void linesThatNameNoSeriesAreReported() throws IOException {
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

    @Test
    void aRowCanBeAPartOfAFile() throws IOException {
        Files.write(
                folder.resolve("e.bin"),
                TestFiles.concat(
                        TestFiles.nmnist(1, 1, true, 9),
                        TestFiles.nmnist(2, 1, true, 10),
                        TestFiles.nmnist(3, 1, true, 19),
                        TestFiles.nmnist(4, 1, true, 20)));
        List<Recording> found = find("file,start_us,end_us,label\ne.bin,10,20,a\ne.bin,0,10,b\n");
        assertThat(found)
                .extracting(r -> r.name() + " " + r.label().orElseThrow())
                .containsExactly("e.bin/10-20 a", "e.bin/0-10 b");
        try (EventDecoder part = ((RecordingFile) found.get(0)).open()) {
            assertThat(TestFiles.events(part)).extracting(TestFiles.Event::x).containsExactly(2, 3);
        }
        assertThatThrownBy(() -> find("file,start_us,end_us,label\ne.bin,20,20,a\n"))
                .hasMessageContaining("line 2: a time range must end after its start");
        assertThatThrownBy(() -> find("file,start_us,end_us,label\ne.bin,1.5,20,a\n"))
                .hasMessageContaining("start_us must be a number of microseconds (got '1.5')");
    }

    @Test
    void aRowMayLabelAPartOfASeries() throws IOException {
        Files.writeString(
                folder.resolve("s.ts"), "@classLabel true a b\n@data\n1,2,3,4:5,6,7,8:a\n9:9:a\n");
        Files.writeString(folder.resolve("one.ts"), "@classLabel false\n@data\n1,2,3\n");
        List<Recording> found =
                find("file,series,start_sample,end_sample,label\ns.ts,0,1,3,b\ns.ts,0,3,4,a\n");
        assertThat(found)
                .extracting(r -> r.name() + " " + r.label().orElseThrow())
                .containsExactly("s.ts/0/1-3 b", "s.ts/0/3-4 a");
        assertThat(((SeriesRecording) found.get(0)).series().values()).containsExactly(2, 6, 3, 7);
        assertThat(find("file,start_sample,end_sample,label\none.ts,2,3,b\n"))
                .extracting(r -> r.name() + " " + r.label().orElseThrow())
                .containsExactly("one.ts/0/2-3 b");
        assertThatThrownBy(() -> find("file,start_sample,end_sample,label\ns.ts,0,1,a\n"))
                .hasMessageContaining(
                        "need a file of one series, or the column series (got 's.ts' with 2)");
        assertThatThrownBy(() -> find("file,start_sample,end_sample,label\none.ts,2,4,a\n"))
                .hasMessageContaining(
                        "end_sample must be at most 3, the number of samples (got 4)");
        assertThatThrownBy(() -> find("file,start_sample,end_sample,label\none.ts,2,2,a\n"))
                .hasMessageContaining("a range of samples must end after its start (got 2 to 2)");
        assertThatThrownBy(() -> find("file,series,start_us,end_us,label\ns.ts,0,1,3,b\n"))
                .hasMessageContaining("parts of series have start_sample and end_sample");
    }

    @Test
    void theListsOfTheDvs128GestureSetLabelSegments() throws IOException {
        Path data = Files.createDirectory(folder.resolve("gestures"));
        Files.write(data.resolve("user01.aedat"), new byte[5]);
        Path list =
                Files.writeString(
                        data.resolve("user01_labels.csv"),
                        "class,startTime_usec,endTime_usec\n1,80048239,85092709\n2,89431170,95231007\n");
        for (Path path : List.of(list, data.resolve("user01.aedat"), data)) {
            RecordingFiles found = RecordingFiles.find(path);
            assertThat(found.recordings())
                    .extracting(r -> r.name() + " " + r.label().orElseThrow())
                    .containsExactly(
                            "user01.aedat/80048239-85092709 1", "user01.aedat/89431170-95231007 2");
            assertThat(found.skipped().line()).isEmpty();
        }
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

    @Test
    void aNameOfAnyLengthIsCutInItsError() {
        assertThatThrownBy(() -> find("file,label\n" + "x".repeat(10_000) + ",a\n"))
                .satisfies(
                        e ->
                                assertThat(e.getMessage().length())
                                        .isLessThan(folder.toString().length() + 350));
    }
}
