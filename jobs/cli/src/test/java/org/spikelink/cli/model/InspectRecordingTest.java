package org.spikelink.cli.model;

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
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.cli.Run;
import org.spikelink.connectors.recordings.RecordingStatistics;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.local.fixture.SharedFolder;
import org.spikelink.tools.inspect.RecordingFacts;

class InspectRecordingTest {
    private static final List<String> KEYS =
            List.of("format", "width", "height", "bytes", "duration_us", "skipped");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "recordings, dvs128-caixa.aedat, 128, 128",
        "recordings, dvs128-caneca.aedat, 128, 128",
        "recordings, header-128.aedat, 128, 128",
        "recordings, ncars-004397.dat, 54, 61",
        "nmnist, '', 34, 34"
    })
    void theJsonMatchesTheGroundTruth(String data, String name, int width, int height)
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
    void theHealthOfARecordingNamesItsHotPixel() throws Exception {
        Path file = SharedFolder.of("data/field-recordings").resolve("davis240-translboxes.aedat");

        JsonNode json = new ObjectMapper().readTree(inspect(file, "--health", "--json").out());

        assertThat(json.get("seconds")).hasSize(3);
        JsonNode second = json.get("seconds").get(0);
        assertThat(second.get("events").longValue()).isEqualTo(77_433);
        assertThat(second.get("hot_pixels").intValue()).isEqualTo(1);
        assertThat(json.get("hot_pixels")).hasSize(1);
        assertThat(json.get("hot_pixels").get(0).get("events").intValue()).isBetween(60, 110);
        assertThat(second.get("troubles")).isEmpty();
        assertThat(inspect(file, "--health").out())
                .contains("seconds with events", "| hot pixels", "77433");
    }

    @Test
    void theHealthOfARecordingShowsTimeThatRunsBackwards() throws Exception {
        Path file = folder.resolve("steps.csv");
        Files.writeString(file, "t,x,y,p\n0,1,1,1\n500,2,1,0\n200,3,1,1\n900,4,1,0\n");

        String text = inspect(file, "--health").out();

        assertThat(text)
                .contains("1 (time_steps_back 1)", "1, the longest 300 us")
                .contains("1 steps back, up to 0.300 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recordings", "field-recordings"})
    void everyRecordingIsInspectedAsTheTruthSays(String data) throws Exception {
        Path recordings = SharedFolder.of("data/" + data);
        List<String> truth = Files.readAllLines(recordings.resolve("TRUTH.tsv"));
        assertThat(truth).hasSizeGreaterThan(1);
        for (String line : truth.subList(1, truth.size())) {
            String[] fields = line.split("\t", -1);
            JsonNode json =
                    new ObjectMapper()
                            .readTree(inspect(recordings.resolve(fields[0]), "--json").out());
            List<String> figures = new ArrayList<>();
            figures.add(fields[0]);
            RecordingStatistics.COLUMNS.forEach(
                    column ->
                            figures.add(
                                    json.get(column).isNull() ? "" : json.get(column).asText()));
            assertThat(figures).containsExactly(fields);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recordings/davis-346x260.aedat4 | {\"IMU samples\":130,\"frames\":3,\"triggers\":15}",
                "recordings/frames-only.aedat4 | {\"frames\":20}",
                "recordings/minimal-640x480.aedat4 | {\"IMU samples\":2188}",
                "recordings/ncars-004397.dat | {}",
                "field-recordings/davis240-translboxes.aedat | {\"frame and IMU samples\":33837}"
            })
    void whatIsNoEventOfAPixelIsCounted(String name, String skipped) throws Exception {
        Path file = SharedFolder.of("data").resolve(name);
        JsonNode json = new ObjectMapper().readTree(inspect(file, "--json").out());
        assertThat(json.get("skipped").toString()).isEqualTo(skipped);
    }

    @Test
    void onlyTheJsonCountsAsTheFileDoes() {
        Path folder = SharedFolder.of("data/recordings");
        String dat = inspect(folder.resolve("ncars-004397.dat")).out();
        String es = inspect(folder.resolve("ncars-004397.es"), "--sensor", "304x240").out();
        assertThat(es).contains("x right, y down, ON = 1").containsPattern("sum_y +\\| 134194 ");
        assertThat(dat).containsPattern("sum_y +\\| 134194 ");
        Path nameless =
                SharedFolder.of("data/field-recordings").resolve("davis240-bar-nochip.aedat");
        assertThat(inspect(nameless).out()).containsPattern("coordinates +\\| as stored");
        assertThat(inspect(nameless, "--sensor", "240x180").out())
                .containsPattern("coordinates +\\| x right, y down, ON = 1");
    }

    @Test
    void optionsStateWhatTheFileDoesNot() throws Exception {
        Path csv = Files.writeString(folder.resolve("events.csv"), "7,1,2,1.5\n8,3,4,2.5\n");
        String[] options = {"--format", "text", "--columns", "n,x,y,t", "--time-unit", "ms"};
        Run fails = Run.spikelink("inspect", csv, options[0], options[1], options[2], options[3]);
        assertThat(fails.err()).contains("--columns must name each of t, x, y and p once");
        Path all = Files.writeString(folder.resolve("all.csv"), "7,1,2,1.5,0\n8,3,4,2.5,1\n");
        options[3] = "n,x,y,t,p";
        JsonNode json =
                new ObjectMapper()
                        .readTree(
                                inspect(
                                                all,
                                                "--json",
                                                options[0],
                                                options[1],
                                                options[2],
                                                options[3],
                                                options[4],
                                                options[5])
                                        .out());
        assertThat(json.get("sum_x").intValue()).isEqualTo(4);
        assertThat(json.get("last_t_us").intValue()).isEqualTo(2500);
    }

    @Test
    void aDamagedFileIsReadAsFarAsItGoesIfAsked() throws Exception {
        Path cut = write("cut.dat", "% Data file containing CD events\n% Version 2\n", 3);
        JsonNode json = new ObjectMapper().readTree(inspect(cut, "--json", "--lenient").out());
        assertThat(json.get("events").intValue()).isEqualTo(2);
        assertThat(json.get("skipped").toString()).isEqualTo("{\"bytes after damage\":5}");
        assertThat(inspect(cut, "--lenient").out()).contains("5 bytes after damage");
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
        assertThat(inspect(stated).out())
                .contains("304x240 (from the header; bounding box of the events 4x6)");
        assertThat(RecordingFacts.of(measured, OpenOptions.NONE, true).durationUs()).isEqualTo(10);
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
