package org.spikelink.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.kernel.Reset;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.model.SlstmWeights;
import org.spikelink.jobs.cli.Run;

/** {@code train} on recordings that are learned in a second. */
class TrainTest {
    @TempDir Path folder;
    private Path recordings;
    private Path model;

    @BeforeEach
    void record() throws Exception {
        recordings = TinyGestures.write(folder.resolve("gestures"), 20, 7);
        model = folder.resolve("gestures.safetensors");
    }

    @Test
    void learnsAModelThatEvaluateFindsAsRightAsItSaid() {
        Run train = train("--report", folder.resolve("report"));

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out())
                .contains(
                        "40 recordings of 2 classes, 8x4 pixels, 64 inputs, 8 to 8 steps",
                        "kept aside: ",
                        "all of " + recordings + ": 40 of 40 right (100.00 %)");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", recordings);
        assertThat(evaluate.out()).contains("accuracy 100.00 %: 40 of 40 recordings right");
        Run inspect = Run.spikelink("inspect", model);
        assertThat(inspect.out()).contains("gestures", "left, right");
    }

    @Test
    void evaluateRepeatsTheAccuracyOfWhatWasKeptAside() {
        Path report = folder.resolve("report");
        Run train = train("--report", report, "--epochs", 1);

        Run evaluate =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model,
                        "--recordings",
                        report.resolve("kept-aside.csv"));

        String told = train.out().replaceAll("(?s).*kept aside: (\\d+ of 8).*", "$1");
        assertThat(evaluate.out()).contains(": " + told + " recordings right");
    }

    @Test
    void writesAReportThatStandsAlone() throws Exception {
        Path report = folder.resolve("report");

        Run train = train("--report", report);

        assertThat(train.code()).as(train.err()).isZero();
        String page = Files.readString(report.resolve("report.html"));
        assertThat(page)
                .contains("Training of gestures/1", "--hidden=12", "data sha256", "precision")
                .contains("./spikelink train --", "spikelink 0.", "BLAS")
                .contains("saturated (fire nearly always)", "dead (never fire)")
                .containsPattern(
                        "<tr><td>1</td><td>12</td><td>0\\.\\d{4}</td><td>\\d+</td><td>\\d+</td></tr>")
                .containsPattern("<tr><td>2</td><td>2</td><td>0\\.\\d{4}</td>")
                .doesNotContain("src=\"http", "href=");
        for (String plot :
                List.of(
                        "accuracy",
                        "loss",
                        "gradients",
                        "rates",
                        "confusion",
                        "rates-layer-1",
                        "rates-layer-2",
                        "class-0",
                        "class-1")) {
            assertThat(page).contains("alt=\"" + plot + "\" src=\"data:image/png;base64,");
            assertThat(colours(report.resolve(plot + ".png"))).as(plot).isGreaterThan(2);
        }
        assertThat(report)
                .isDirectoryContaining("glob:**/confusion.png")
                .isDirectoryContaining("glob:**/class-1.png");
    }

    private static long colours(Path png) throws IOException {
        BufferedImage image = ImageIO.read(png.toFile());
        int width = image.getWidth();
        return Arrays.stream(image.getRGB(0, 0, width, image.getHeight(), null, 0, width))
                .distinct()
                .count();
    }

    @Test
    void theReportHasARecordingOfAClassOfWhichNoneWasKeptAside() throws Exception {
        Path report = folder.resolve("report");
        Path few = Files.createDirectories(recordings.resolve("still"));
        Files.copy(recordings.resolve("left/000.bin"), few.resolve("000.bin"));

        Run train = train("--report", report, "--epochs", 1);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("33 learned from, 8 kept aside");
        assertThat(report).isDirectoryContaining("glob:**/class-2.png");
    }

    @Test
    void eachLayerHasItsOwnThresholdAndReset() {
        Run train =
                train(
                        "--epochs",
                        1,
                        "--threshold",
                        "0.1,0.3",
                        "--reset",
                        "none,subtract",
                        "--learn-threshold",
                        "fixed,per_neuron");

        assertThat(train.code()).as(train.err()).isZero();
        Model trained = ModelFile.read(model);
        assertThat(((SlstmWeights) trained.weights().get(0)).threshold()).containsExactly(0.1f);
        assertThat(((SlstmWeights) trained.weights().get(1)).threshold())
                .hasSize(2)
                .doesNotContain(0.1f, 0.3f);
        assertThat(trained.document().layers())
                .extracting(layer -> ((LayerSpec.Slstm) layer).reset())
                .containsExactly(Reset.NONE, Reset.SUBTRACT);
    }

    @Test
    void recordingsLongerThanTheWindowAreToldAndTheReportAndEvaluateAgree() throws Exception {
        Path report = folder.resolve("report");

        Run train = train("--window-bins", 3, "--epochs", 2, "--report", report);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.err()).contains("40 of 40 recordings are longer than window-bins, 3");
        String aside = train.out().replaceAll("(?s).*kept aside: (\\d+ of 8) right.*", "$1");
        String share = train.out().replaceAll("(?s).*kept aside: .*?\\((.*?) %\\).*", "$1");
        assertThat(train.out()).contains("was kept: " + share + " % of what was kept aside right");
        assertThat(Files.readString(report.resolve("report.html")))
                .contains(share + " % right: " + aside + ", on what was kept");
        Run evaluate =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model,
                        "--recordings",
                        report.resolve("kept-aside.csv"));
        assertThat(evaluate.out()).contains("accuracy " + share + " %: " + aside + " recordings");
    }

    @Test
    void aTrainingThatDivergesKeepsTheBestBeforeAndFails() {
        Run train =
                Run.spikelink(
                        "train",
                        "--recordings",
                        recordings,
                        "--out",
                        model,
                        "--hidden",
                        12,
                        "--output",
                        "linear",
                        "--loss",
                        "mse_membrane",
                        "--optimizer",
                        "sgd",
                        "--clip",
                        0,
                        "--lr",
                        40,
                        "--schedule",
                        "constant",
                        "--warm-up",
                        30,
                        "--epochs",
                        60,
                        "--batch",
                        8);

        assertThat(train.code()).as(train.out()).isEqualTo(1);
        assertThat(train.err()).containsPattern("epoch \\d+: .*: lower lr, or set clip; the best");
        assertThat(train.out()).containsPattern("epoch \\d+ of \\d+ was kept");
        assertThat(Run.spikelink("inspect", model).code()).isZero();
        assertThat(folder).isDirectoryNotContaining("glob:**{checkpoint,folds,part}");
    }

    @Test
    void aLabelWithACommaIsKeptAsideAndFoundAgain() throws Exception {
        Files.move(recordings.resolve("left"), recordings.resolve("left, \"slowly\""));
        Path report = folder.resolve("report");

        Run train = train("--report", report, "--epochs", 1);

        assertThat(train.code()).as(train.err()).isZero();
        String told = train.out().replaceAll("(?s).*kept aside: (\\d+ of 8).*", "$1");
        Path aside = report.resolve("kept-aside.csv");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", aside);
        assertThat(evaluate.out()).contains(": " + told + " recordings right");
    }

    @Test
    void aThresholdThatCannotBeReachedIsToldBeforeLearningBegins() {
        Run train = train("--threshold", 1, "--epochs", 1);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.err())
                .containsSubsequence("warning: threshold 1.0 cannot be reached", "epoch 1/1");
    }

    @Test
    void theSameSeedGivesTheSameBytesWhateverTheThreads() throws Exception {
        train("--threads", 1);
        byte[] one = Files.readAllBytes(model);

        train("--threads", 3);

        assertThat(Files.readAllBytes(model)).isEqualTo(one);
        train("--threads", 3, "--seed", 2);
        assertThat(Files.readAllBytes(model)).isNotEqualTo(one);
    }

    @Test
    void foldsMeasureEveryRecordingOnce() {
        Run train = train("--folds", 4, "--seeds", 2);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out())
                .contains("seed 1, fold 1: ", "seed 2, fold 4: ", "mean: ", "(standard error)");
        assertThat(ModelFile.read(model).document().training().accuracy()).isBetween(0.8, 1.0);
        assertThat(folder).isDirectoryNotContaining("glob:**{checkpoint,folds,part}");
    }

    @Test
    void optionsOfAConfigGiveWayToTheCommandLine() throws Exception {
        Path config = folder.resolve("train.yaml");
        Files.writeString(config, "epochs: 1\nhidden: 5\nlr: 1e-3\naverage: 0.5\n");

        Run train = train("--config", config);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("of 12 was kept");
        assertThat(ModelFile.read(model).document().layers().get(0).outputs()).isEqualTo(12);
    }

    @Test
    void anUnknownKeyOfAConfigIsNamed() throws Exception {
        Path config = folder.resolve("train.yaml");
        Files.writeString(config, "epoch: 1\n");

        Run train = train("--config", config);

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err())
                .contains("train.yaml: 'epoch' is no option", "did you mean 'epochs'?");
    }

    @Test
    void aValueOfAConfigThatDoesNotFitItsOptionIsNamedWithTheConfig() throws Exception {
        Path config = folder.resolve("train.yaml");
        Files.writeString(config, "epochs: many\n");

        Run train = Run.spikelink("train", "--recordings", recordings, "--config", config);

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err())
                .contains("train.yaml: Invalid value for option '--epochs'", "'many'")
                .doesNotContain("main class");
    }

    @Test
    void rateFinderSuggestsOneOfTheRatesThatItTried() {
        Run train = Run.spikelink("train", "--recordings", recordings, "--hidden", 12, "--lr-find");

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("lr 1.000e-05: loss ", "the loss falls fastest at lr ");
        assertThat(model).doesNotExist();
    }

    private Run train(Object... options) {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                "train",
                                "--recordings",
                                recordings,
                                "--out",
                                model,
                                "--hidden",
                                12,
                                "--batch",
                                8,
                                "--lr",
                                0.02,
                                "--validation",
                                0.2));
        words.addAll(List.of(options));
        if (!words.contains("--epochs")) {
            words.addAll(List.of("--epochs", 12));
        }
        return Run.spikelink(words.toArray());
    }
}
