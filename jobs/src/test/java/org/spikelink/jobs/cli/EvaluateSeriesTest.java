package org.spikelink.jobs.cli;

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
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.connectors.recordings.evaluate.Prediction;
import org.spikelink.connectors.recordings.evaluate.StepPredictions;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.jobs.evaluate.EvaluationReport;

/** {@code evaluate} on series, with a model whose class is the larger of two channels. */
class EvaluateSeriesTest {
    private static final List<String> LABELS = List.of("left", "right");

    @TempDir Path folder;

    private Path model;

    @BeforeEach
    void writeModel() {
        ModelDocument document =
                new ModelDocument(
                        "larger",
                        "1",
                        LABELS,
                        new InputSpec.Samples(2, 1000),
                        List.of(new LayerSpec.Linear(2, 2)),
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                        new DecisionSpec(2, 2, true),
                        null);
        float[] identity = {1, 0, 0, 1};
        model = folder.resolve("m.safetensors");
        ModelFile.write(
                Model.of(
                        document,
                        Map.of("layers.0.weight", new Tensor(new int[] {2, 2}, identity))),
                model);
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
        assertThat(run.out()).startsWith("accuracy 66.67 %: 2 of 3 recordings right");
        assertThat(Files.readAllLines(tsv).get(2)).contains("x.ts/1\tright\tleft\t");
    }

    @Test
    void aListLabelsWhatHasNoLabelOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("a.ts"), "@data\n3,4:1,1\n");
        Files.writeString(folder.resolve("b.ts"), "@data\n0,1:9,9\n");
        Path list =
                Files.writeString(folder.resolve("l.csv"), "file,label\na.ts,left\nb.ts,right\n");
        Run run = Run.spikelink("evaluate", "--model", model, "--recordings", list);
        assertThat(run.out()).startsWith("accuracy 100.00 %: 2 of 2 recordings right");
    }

    @Test
    void aLabelThatTheModelDoesNotKnowIsTold() throws IOException {
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
        Evaluation evaluation = new Evaluation(List.of("0", "1"));
        evaluation.add(
                new Prediction(
                        recording,
                        Optional.empty(),
                        0,
                        "0",
                        0,
                        new float[2],
                        0,
                        Optional.of(
                                new StepPredictions(series.stepLabels(), new int[] {0, 0, 0}))));
        assertThat(EvaluationReport.text(evaluation))
                .startsWith("accuracy 50.00 %: 1 of 2 labelled steps right")
                .contains("steps");
        assertThat(EvaluationReport.json(evaluation).get("accuracy").doubleValue()).isEqualTo(0.5);
    }
}
