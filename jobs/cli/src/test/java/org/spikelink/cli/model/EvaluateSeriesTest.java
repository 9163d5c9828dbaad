package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.EvaluationReport;
import org.spikelink.evaluation.Prediction;
import org.spikelink.evaluation.StepPredictions;

/** {@code evaluate} on series, with a model whose class is the larger of two channels. */
class EvaluateSeriesTest {
    private static final List<String> LABELS = List.of("left", "right");

    @TempDir Path folder;

    private Path model;

    @BeforeEach
    void writeModel() {
        model = write("1", 1, 0, 0, 1);
    }

    private Path write(String version, float... weights) {
        ModelDocument document =
                new ModelDocument(
                        "larger",
                        version,
                        LABELS,
                        new InputSpec.Samples(2, 1000),
                        List.of(new LinearSpec(2, 2)),
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                        new DecisionSpec(2, 2, true),
                        null);
        Path file = folder.resolve("m" + version + ".safetensors");
        ModelFile.write(
                ModelFile.of(
                        document, Map.of("layers.0.weight", new Tensor(new int[] {2, 2}, weights))),
                file);
        return file;
    }

    @Test
    void eachSeriesOfAFileIsClassified() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("x.ts"),
                        "@classLabel true left right\n@data\n3,4:1,1:left\n1,1:2,0:right\n0,0:5,5:right\n");
        Path tsv = folder.resolve("p.tsv");
        Run run =
                Run.spikelink(
                        "evaluate", "--model", model, "--recordings", file, "--predictions", tsv);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("accuracy 66.7 % (2 of 3 recordings)");
        assertThat(Files.readAllLines(tsv).get(2)).contains("x.ts/1\tright\tleft\t");
    }

    @Test
    void aSeriesWhoseModelChangedIsClassifiedByBoth() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("x.ts"),
                        "@classLabel true left right\n@data\n3,4:1,1:left\n3,4:1,1:left\n");
        Path other = write("2", 0, 1, 1, 0);
        Path changes =
                Files.writeString(
                        folder.resolve("changes.jsonl"),
                        "{\"stream\":\"x.ts/1\",\"step\":0,\"model\":\"larger/2\"}\n");
        Run run =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model,
                        "--recordings",
                        file,
                        "--changes",
                        changes,
                        "--changed-models",
                        other);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("accuracy 50.0 % (1 of 2 recordings)");
        Run missing =
                Run.spikelink(
                        "evaluate", "--model", model, "--recordings", file, "--changes", changes);
        assertThat(missing.err())
                .contains("changes name model larger/2 of stream x.ts/1: its file must be given");
        Run alone =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model,
                        "--recordings",
                        file,
                        "--changed-models",
                        other);
        assertThat(alone.err()).contains("changed-models needs --changes");
    }

    @Test
    void aRecordingWithoutLabelIsShownWithClassConfidenceAndWindow() throws IOException {
        Path file = Files.writeString(folder.resolve("x.ts"), "@data\n3,4:1,1\n1,1:2,2\n");
        Run text = Run.spikelink("evaluate", "--model", model, "--recordings", file);
        assertThat(text.out())
                .startsWith("2 recordings, none of them labelled")
                .doesNotContain("recall");
        assertThat(text.out().lines().filter(line -> line.contains("x.ts/")))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains("x.ts/0", "left", "0.9", "-0.5 to 1.5 ms", " 1 "),
                        line -> assertThat(line).contains("x.ts/1", "right"));
        Run json = Run.spikelink("evaluate", "--model", model, "--recordings", file, "--json");
        assertThat(json.out())
                .contains("\"recording\":\"x.ts/0\",\"predicted\":\"left\",\"confidence\":0.9")
                .contains("\"window_start_us\":-500,\"window_end_us\":1500,\"windows\":1");
    }

    @Test
    void aRejectedSeriesIsNamedWithItsNumber() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("x.ts"), "@missing true\n@data\n3,4:1,1\n1,?:2,2\n");
        Run run = Run.spikelink("evaluate", "--model", model, "--recordings", file);
        assertThat(run.err()).contains("x.ts/1: value 2 must be finite");
    }

    @Test
    void skippedFilesAreReported() throws IOException {
        Files.writeString(folder.resolve("x.ts"), "@data\n3,4:1,1\n");
        Run run = Run.spikelink("evaluate", "--model", model, "--recordings", folder);
        assertThat(run.err()).contains(": 1 file skipped");
    }

    @Test
    void aListLabelsWhatHasNoLabelOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("a.ts"), "@data\n3,4:1,1\n");
        Files.writeString(folder.resolve("b.ts"), "@data\n0,1:9,9\n");
        Path list =
                Files.writeString(folder.resolve("l.csv"), "file,label\na.ts,left\nb.ts,right\n");
        Run run = Run.spikelink("evaluate", "--model", model, "--recordings", list);
        assertThat(run.out()).startsWith("accuracy 100.0 % (2 of 2 recordings)");
    }

    @Test
    void aLabelUnknownToTheModelIsReported() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("x.ts"), "@classLabel true up\n@data\n3,4:1,1:up\n");
        Run run = Run.spikelink("evaluate", "--model", model, "--recordings", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("its label must be one of the model's labels [left, right] (got 'up')");
    }

    @Test
    void whereStepsAreLabelledTheReportIsOfSteps() {
        Series series =
                new Series("", Optional.empty(), new int[] {0, 1, -1}, 1, new float[] {1, 2, 3});
        SeriesRecording recording =
                new SeriesRecording(Path.of("x"), "x", Optional.empty(), series);
        ConfusionMatrix matrix = new ConfusionMatrix(List.of("0", "1"));
        matrix.add(
                new Prediction(
                        recording,
                        Optional.empty(),
                        0,
                        "0",
                        0,
                        new float[2],
                        0,
                        Optional.of(new StepPredictions(series.stepLabels(), new int[] {0, 0, 0})),
                        Optional.empty()));
        assertThat(EvaluationReport.text(matrix))
                .startsWith("accuracy 50.0 % (1 of 2 labelled steps)")
                .contains("steps");
        assertThat(EvaluationReport.json(matrix).get("accuracy").doubleValue()).isEqualTo(0.5);
    }
}
