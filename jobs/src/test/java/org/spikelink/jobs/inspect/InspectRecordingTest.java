package org.spikelink.jobs.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.connectors.recordings.RecordingStatistics;
import org.spikelink.jobs.SharedFolder;
import org.spikelink.jobs.cli.Run;

class InspectRecordingTest {
    private static final List<String> KEYS =
            List.of("format", "width", "height", "bytes", "duration_us");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "recordings, dvs128-caixa.aedat, 128, 128",
        "recordings, dvs128-caneca.aedat, 128, 128",
        "recordings, header-128.aedat, 128, 128",
        "recordings, ncars-004397.dat, 54, 61",
        "nmnist, '', 34, 34"
    })
    void theJsonTellsWhatTheTruthSays(String data, String name, int width, int height)
            throws Exception {
        Path recordings = SharedFolder.of("data/" + data);
        String[] truth =
                Files.readAllLines(recordings.resolve("TRUTH.tsv")).stream()
                        .skip(1)
                        .filter(line -> line.startsWith(name))
                        .findFirst()
                        .orElseThrow()
                        .split("\t");
        Path file = recordings.resolve(truth[0]);

        JsonNode json = new ObjectMapper().readTree(inspect(file, "--json").out());

        List<String> figures = new ArrayList<>();
        figures.add(truth[0]);
        RecordingStatistics.COLUMNS.forEach(column -> figures.add(json.get(column).asText()));
        assertThat(figures).containsExactly(truth);
        assertThat(json.get("bytes").longValue()).isEqualTo(Files.size(file));
        assertThat(json.get("width").intValue()).isEqualTo(width);
        assertThat(json.get("height").intValue()).isEqualTo(height);
        assertThat(json.get("duration_us").longValue())
                .isEqualTo(json.get("last_t_us").longValue() - json.get("first_t_us").longValue());
        List<String> keys = new ArrayList<>(KEYS);
        keys.addAll(RecordingStatistics.COLUMNS);
        assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void theTableSaysWhereTheSizeIsFrom() throws Exception {
        Path measured = write("a.dat", "% Data file containing CD events\n% Version 2\n");
        Path stated =
                write(
                        "b.dat",
                        "% Data file containing CD events\n% Version 2\n% Width 304\n% Height 240\n");

        assertThat(inspect(measured).out())
                .contains("Prophesee DAT", "4x6 (bounding box of the events)", "0.000010 s");
        assertThat(inspect(stated).out()).contains("304x240 (from the header; events reach 4x6)");
        assertThat(RecordingFacts.of(measured).durationUs()).isEqualTo(10);
    }

    @Test
    void aRecordingWithoutEventsHasNoTimesAndNoSize() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("none.dat"),
                        "% Data file containing CD events\n% Version 2\n\0\10",
                        StandardCharsets.ISO_8859_1);

        JsonNode json = new ObjectMapper().readTree(inspect(file, "--json").out());

        assertThat(json.get("events").longValue()).isZero();
        assertThat(json.get("first_t_us").isNull()).isTrue();
        assertThat(json.get("width").isNull()).isTrue();
        assertThat(inspect(file).out()).contains("unknown (no events)");
    }

    @Test
    void aFileThatIsNoRecordingIsAnErrorOfOneLine() throws Exception {
        Path absent = folder.resolve("absent.dat");
        Path text = Files.writeString(folder.resolve("letter.txt"), "dear reader");
        Path cut = write("cut.dat", "% Data file containing CD events\n% Version 2\n", 3);

        assertThat(failure(absent)).contains("inspect: " + absent + ": there is no such file");
        assertThat(failure(folder)).contains("must be a file (got a folder or device)");
        assertThat(failure(text)).contains("the format is unknown");
        assertThat(failure(cut)).contains("an event must have 8 bytes (got 5)");
        assertThat(Run.spikelink("inspect").code()).isEqualTo(2);
        assertThat(Run.spikelink("inspect", text, "--what").code()).isEqualTo(2);
    }

    private static Run inspect(Object... args) {
        Object[] all = new Object[args.length + 1];
        all[0] = "inspect";
        System.arraycopy(args, 0, all, 1, args.length);
        Run run = Run.spikelink(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run;
    }

    private static String failure(Path file) {
        Run run = Run.spikelink("inspect", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        return run.err();
    }

    private Path write(String name, String header) throws Exception {
        return write(name, header, 0);
    }

    /** Events at 30, 20 and 25 µs, the last without its last {@code missing} bytes. */
    private Path write(String name, String header, int missing) throws Exception {
        byte[] head = (header + "\0\10").getBytes(StandardCharsets.ISO_8859_1);
        byte[] events = {
            30, 0, 0, 0, 3, (byte) (2 << 6), 0, 0x10,
            20, 0, 0, 0, 1, (byte) (1 << 6), 1, 0,
            25, 0, 0, 0, 0, 0, 0, 0
        };
        byte[] all = new byte[head.length + events.length - missing];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(events, 0, all, head.length, events.length - missing);
        return Files.write(folder.resolve(name), all);
    }
}
