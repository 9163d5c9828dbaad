package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The real recordings that the build's {@code shared.dir} names; what needs them skips without. */
public final class SharedData {
    private SharedData() {}

    public static Path folder(String name) {
        Path folder = Path.of(System.getProperty("shared.dir", "absent"), "data", name);
        assumeTrue(
                Files.isDirectory(folder),
                "no real recordings: shared.dir names no folder " + name);
        return folder;
    }

    /** Lines of a truth table as {file, the rest}. */
    static List<String[]> truth(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("TRUTH.tsv"));
        assertThat(lines.get(0))
                .isEqualTo("file\t" + String.join("\t", RecordingStatistics.COLUMNS));
        return lines.stream().skip(1).map(line -> line.split("\t", 2)).toList();
    }
}
