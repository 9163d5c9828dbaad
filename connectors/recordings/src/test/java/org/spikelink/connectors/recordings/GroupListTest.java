package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.recordings.io.RecordingException;

class GroupListTest {
    private static final String SERIES =
            """
            @problemName Steps
            @timeStamps false
            @univariate true
            @classLabel true a b
            @data
            1,2:a
            3,4:b
            5,6:a
            """;

    @TempDir Path folder;

    @Test
    void aColumnOfTheListOfRecordingsNamesTheirGroups() throws IOException {
        Path list = write("list.csv", "file,label,Person\na.bin,0,ann\nb.bin,1,bob\nc.bin,0,ann\n");

        assertThat(GroupList.hasColumn(list, "person")).isTrue();
        assertThat(GroupList.hasColumn(list, "record")).isFalse();
        assertThat(GroupList.of(list, "person", RecordingFiles.find(list).recordings()))
                .containsExactly("ann", "bob", "ann");
    }

    @Test
    void anotherFileNamesTheGroupsOfFilesOrOfTheirSeries() throws IOException {
        Path series = folder.resolve("steps.ts");
        Files.writeString(series, SERIES);
        List<Recording> recordings = RecordingFiles.find(series).recordings();
        String names =
                recordings.stream()
                        .map(r -> ((SeriesRecording) r).series().name())
                        .map(name -> "steps.ts," + name + ",of " + name + "\n")
                        .reduce("", String::concat);

        Path whole = write("whole.csv", "file,group\nsteps.ts,one\n");
        Path each = write("each.csv", "file,series,group\n" + names);

        assertThat(GroupList.of(whole, "group", recordings)).containsExactly("one", "one", "one");
        assertThat(GroupList.of(each, "group", recordings)).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void partsOfASeriesHaveTheirOwnGroups() throws IOException {
        Files.writeString(folder.resolve("steps.ts"), SERIES);
        String name =
                ((SeriesRecording)
                                RecordingFiles.find(folder.resolve("steps.ts")).recordings().get(0))
                        .series()
                        .name();
        Path list =
                write(
                        "parts.csv",
                        """
                        file,series,start_sample,end_sample,label,person
                        steps.ts,%1$s,0,1,a,ann
                        steps.ts,%1$s,1,2,b,bob
                        """
                                .formatted(name));

        assertThat(GroupList.of(list, "person", RecordingFiles.find(list).recordings()))
                .containsExactly("ann", "bob");
    }

    @Test
    void whatTheListLacksIsNamed() throws IOException {
        write("list.csv", "file,label\na.bin,0\nb.bin,1\n");
        List<Recording> recordings = RecordingFiles.find(folder.resolve("list.csv")).recordings();
        Path groups = write("groups.csv", "file,group\na.bin,ann\n");

        assertThatThrownBy(() -> GroupList.of(groups, "group", recordings))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("must name the group of every recording (it lacks b.bin)");
        assertThatThrownBy(() -> GroupList.of(groups, "person", recordings))
                .hasMessageContaining("file and person among them (got [file, group])");
    }

    @Test
    void aListOfGroupsIsNoListOfRecordings() throws IOException {
        Path groups = write("groups.csv", "file,group\na.bin,ann\n");

        assertThatThrownBy(() -> RecordingFiles.find(groups))
                .hasMessageContaining("must name the columns file and label (got [file, group])");
    }

    private Path write(String name, String text) throws IOException {
        for (String file : List.of("a.bin", "b.bin", "c.bin")) {
            Files.write(folder.resolve(file), new byte[] {1, 2, (byte) 0x80, 0, 1});
        }
        Path list = folder.resolve(name);
        Files.writeString(list, text);
        return list;
    }
}
