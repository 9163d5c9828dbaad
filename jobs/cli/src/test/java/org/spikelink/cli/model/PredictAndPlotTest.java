package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.cli.Run;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.tools.demo.Gestures;

/** {@code predict} and {@code plot} of simulated gestures, with the model that the demo ships. */
final class PredictAndPlotTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;
    private static Path model;
    private static Path recordings;
    private static Path one;

    @BeforeAll
    static void simulate() throws IOException {
        model = folder.resolve("gestures.safetensors");
        recordings = folder.resolve("gestures");
        ModelFile.write(Gestures.model(), model);
        Run run =
                Run.spikelink(
                        "simulate",
                        "--out",
                        recordings,
                        "--sensors",
                        1,
                        "--gestures",
                        9,
                        "--seed",
                        5);
        assertThat(run.code()).as(run.err()).isZero();
        try (Stream<Path> files = Files.walk(recordings)) {
            one = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    @Test
    void predictSaysWhatEvaluatePredicts() throws IOException {
        Path tsv = folder.resolve("predictions.tsv");
        Run evaluated =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model,
                        "--recordings",
                        recordings,
                        "--predictions",
                        tsv);
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        Map<String, String> expected = new HashMap<>();
        Map<String, String> scores = new HashMap<>();
        for (String line : Files.readAllLines(tsv).subList(1, 10)) {
            String[] fields = line.split("\t", -1);
            String file = fields[0].substring(fields[0].lastIndexOf('/') + 1);
            expected.put(file, fields[2]);
            scores.put(file, fields[4]);
        }

        Run run = Run.spikelink("predict", model, recordings, "--json");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = JSON.readTree(run.out());
        assertThat(json.get("model").asText()).isEqualTo(Gestures.model().document().id());
        assertThat(json.get("recordings")).hasSize(9);
        for (JsonNode recording : json.get("recordings")) {
            Path file = Path.of(recording.get("recording").asText());
            assertThat(file).exists();
            String name = file.getFileName().toString();
            assertThat(recording.get("label").asText()).isEqualTo(expected.get(name));
            assertThat(ints(recording.get("scores"))).isEqualTo(scores.get(name));
            JsonNode window = recording.get("windows").get(0);
            assertThat(window.get("decided_after_us").asLong())
                    .isEqualTo(
                            window.get("window_end_us").asLong()
                                    - window.get("window_start_us").asLong());
        }
    }

    private static String ints(JsonNode scores) {
        StringBuilder text = new StringBuilder();
        scores.forEach(s -> text.append(text.isEmpty() ? "" : ",").append((int) s.asDouble()));
        return text.toString();
    }

    @Test
    void predictPrintsATableOrCsvAndDrawsThePicture() throws IOException {
        Path picture = folder.resolve("predict.png");
        String label = one.getParent().getFileName().toString();

        Run table = Run.spikelink("predict", model, one, "--plot", picture);
        Run csv = Run.spikelink("predict", model, one, "--csv");

        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("decided after", one.toString(), label);
        assertThat(colors(picture)).isGreaterThan(20);
        List<String> lines = csv.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo(
                        "recording,window,window_start_us,window_end_us,decided_after_us,class_index,label,confidence,final");
        assertThat(lines.get(1)).startsWith(one + ",0,").contains("," + label + ",");
    }

    @Test
    void aRecordingOfAnotherSensorIsRejectedInOneLine() throws IOException {
        Path csv = folder.resolve("large.csv");
        Files.writeString(csv, "%geometry:640,480\nt,x,y,p\n0,600,400,1\n10,601,400,0\n");

        Run run = Run.spikelink("predict", model, csv);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo(
                        "predict: %s: its sensor has 640x480 pixels, but model gestures/1 takes 32x32: use a model of this sensor, or cut the recording with spikelink convert --crop or --downsample%n"
                                .formatted(csv));
    }

    @Test
    void predictPlotIsOfOneRecordingAndKnowsItsFormats() {
        Run several =
                Run.spikelink("predict", model, recordings, "--plot", folder.resolve("x.png"));
        Run unknown = Run.spikelink("predict", model, one, "--plot", folder.resolve("x.jpg"));

        assertThat(several.code()).isEqualTo(2);
        assertThat(several.err()).startsWith("predict: --plot draws one recording (got 9)");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains(".png, .svg, .gif, .html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "raster", "membrane", "scores", "timesurface", "rate"})
    void everyKindIsDrawn(String kind) throws IOException {
        Path picture = folder.resolve(kind + ".png");

        Run run =
                Run.spikelink(
                        "plot", one, "--kind", kind, "--model", model, "--out", picture, "--dark");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualTo("%s: %s of %s%n".formatted(picture, kind, one.getFileName()));
        assertThat(colors(picture)).isGreaterThan(10);
        assertThat(ImageIO.read(picture.toFile()).getRGB(1, 1) & 0xffffff).isEqualTo(0x151b24);
    }

    @Test
    void whatDoesNotFitIsSaidInOneLine() {
        Path out = folder.resolve("none.png");
        assertThat(Run.spikelink("plot", one, "--kind", "raster", "--out", out).err())
                .isEqualTo("plot: --kind raster of a recording needs --model%n".formatted());
        assertThat(Run.spikelink("plot", recordings, "--kind", "events", "--out", out).err())
                .contains("must be one recording (got the folder");
        assertThat(
                        Run.spikelink(
                                        "plot",
                                        one,
                                        "--kind",
                                        "membrane",
                                        "--layer",
                                        7,
                                        "--model",
                                        model,
                                        "--out",
                                        out)
                                .err())
                .contains("layer must be one of the model's layers 0..");
        assertThat(
                        Run.spikelink(
                                        "plot",
                                        one,
                                        "--kind",
                                        "events",
                                        "--stream",
                                        "x",
                                        "--out",
                                        out)
                                .err())
                .contains("it needs --bootstrap-servers");
        assertThat(out).doesNotExist();
    }

    private static long colors(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        return Arrays.stream(
                        image.getRGB(
                                0,
                                0,
                                image.getWidth(),
                                image.getHeight(),
                                null,
                                0,
                                image.getWidth()))
                .distinct()
                .count();
    }
}
