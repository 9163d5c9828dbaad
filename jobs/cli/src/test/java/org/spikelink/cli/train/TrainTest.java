package org.spikelink.cli.train;

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
import org.spikelink.cli.Run;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.file.ModelFile;

/** {@code train} on recordings that take a second. */
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
    void evaluateRepeatsTheAccuracyOnAllRecordings() {
        Run train = train("--report", folder.resolve("report"));

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out())
                .contains(
                        "40 recordings of 2 classes, 8x4 pixels, 64 inputs, 8 to 8 steps",
                        "training set: 32 recordings, validation set: 8",
                        "all recordings of " + recordings + ": accuracy 100.0 % (40 of 40)");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", recordings);
        assertThat(evaluate.out()).contains("accuracy 100.0 % (40 of 40 recordings)");
        Run inspect = Run.spikelink("inspect", model);
        assertThat(inspect.out()).contains("gestures", "left, right");
    }

    @Test
    void evaluateRepeatsTheValidationAccuracy() {
        Path report = folder.resolve("report");
        Run train = train("--report", report, "--epochs", 1);

        Run evaluate =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model,
                        "--recordings",
                        report.resolve("held-out.csv"));

        String correct =
                train.out().replaceAll("(?s).*validation set: [^(]*\\((\\d+ of 8)\\).*", "$1");
        assertThat(evaluate.out()).contains("(" + correct + " recordings)");
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
                .contains("saturated (fire in nearly every step)", "dead (never fire)")
                .containsPattern(
                        "<tr><td>1</td><td>12</td><td>0\\.\\d{4}</td><td>\\d+</td><td>\\d+</td></tr>")
                .containsPattern("<tr><td>2</td><td>2</td><td>0\\.\\d{4}</td>")
                .doesNotContain("src=\"http", " href=", "href=\"http");
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
            assertThat(page).contains("aria-label=\"" + plot + "\"", "id=\"" + plot + "\"");
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
    void theReportHasARecordingOfAClassThatTheValidationSetLacks() throws Exception {
        Path report = folder.resolve("report");
        Path few = Files.createDirectories(recordings.resolve("still"));
        Files.copy(recordings.resolve("left/000.bin"), few.resolve("000.bin"));

        Run train = train("--report", report, "--epochs", 1);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("training set: 33 recordings, validation set: 8");
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
        assertThat(trained.weights().get(0).get("threshold")).containsExactly(0.1f);
        assertThat(trained.weights().get(1).get("threshold")).hasSize(2).doesNotContain(0.1f, 0.3f);
        assertThat(trained.document().layers())
                .extracting(layer -> ((SlstmSpec) layer).reset())
                .containsExactly(Reset.NONE, Reset.SUBTRACT);
    }

    @Test
    void recordingsLongerThanTheWindowAreReportedAndTheReportAndEvaluateAgree() throws Exception {
        Path report = folder.resolve("report");

        Run train = train("--window-bins", 3, "--epochs", 2, "--report", report);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.err())
                .contains(
                        "40 of 40 recordings are longer than window-bins, 3: the network is trained on random windows");
        String accuracy =
                train.out().replaceAll("(?s).*validation set: (accuracy [^)]* of 8)\\).*", "$1");
        assertThat(Files.readString(report.resolve("report.html")))
                .contains(
                        "<h2>Validation set</h2>", accuracy.replace("accuracy", "Accuracy") + ")");
        Run evaluate =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model,
                        "--recordings",
                        report.resolve("held-out.csv"));
        assertThat(evaluate.out()).contains(accuracy + " recordings)");
    }

    @Test
    void aWindowShorterThanTheRecordingsLearnsFromAllTheirParts() {
        Run train = train("--window-bins", 4);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out())
                .containsPattern(
                        "a sensor that never ends its session gets a class every \\d+ ms, from the \\d+ ms before;"
                                + " the network starts again after each");
        assertThat(ModelFile.read(model).document().decision())
                .isEqualTo(new DecisionSpec(4, 4, true));
        assertThat(ModelFile.read(model).document().training().accuracy()).isGreaterThan(0.8);
    }

    @Test
    void windowsMayOverlapWhileTheNetworkRunsOn() {
        Run train = train("--window-bins", 4, "--stride-bins", 2);
        Run continues = train("--window-bins", 4, "--decision", "continue", "--epochs", 1);
        Run resets = train("--window-bins", 4, "--stride-bins", 2, "--decision", "reset");

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("; the network runs on");
        assertThat(train.err()).doesNotContain("longer than window-bins");
        assertThat(ModelFile.read(model).document().decision())
                .isEqualTo(new DecisionSpec(4, 4, false));
        assertThat(continues.code()).isZero();
        assertThat(resets.err())
                .contains("decision must be continue where stride-bins differ from window-bins");
    }

    @Test
    void aTrainingThatDivergesKeepsTheBestEpochAndFails() {
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
        assertThat(train.err())
                .containsPattern(
                        "epoch \\d+: .*: lower lr, or set clip; the model has the weights of the best");
        assertThat(train.out()).containsPattern("best epoch: \\d+ of \\d+");
        assertThat(Run.spikelink("inspect", model).code()).isZero();
        assertThat(folder).isDirectoryNotContaining("glob:**{checkpoint,folds,part}");
    }

    @Test
    void aLabelWithACommaIsHeldOutAndFoundAgain() throws Exception {
        Files.move(recordings.resolve("left"), recordings.resolve("left, \"slowly\""));
        Path report = folder.resolve("report");

        Run train = train("--report", report, "--epochs", 1);

        assertThat(train.code()).as(train.err()).isZero();
        String correct =
                train.out().replaceAll("(?s).*validation set: [^(]*\\((\\d+ of 8)\\).*", "$1");
        Path heldOut = report.resolve("held-out.csv");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", heldOut);
        assertThat(evaluate.out()).contains("(" + correct + " recordings)");
    }

    @Test
    void aThresholdThatCannotBeReachedIsReportedBeforeTheTraining() {
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
                .contains(
                        "seed 1, fold 1: ",
                        "seed 2, fold 4: ",
                        "mean: ",
                        "(standard error over seeds)",
                        "(sampling error)");
        assertThat(ModelFile.read(model).document().training().accuracy()).isBetween(0.8, 1.0);
        assertThat(folder).isDirectoryNotContaining("glob:**{checkpoint,folds,part}");
    }

    @Test
    void theTestSetStandsOnTopOfTheReport() throws Exception {
        Path report = folder.resolve("report");
        Path test = TinyGestures.write(folder.resolve("test"), 4, 8);

        Run train = train("--test", test, "--folds", 2, "--report", report, "--epochs", 2);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("test set " + test + ": accuracy ");
        String page = Files.readString(report.resolve("report.html"));
        inOrder(
                page,
                "Test set accuracy<b>",
                "<h2>Results</h2>",
                "<td>test set</td><td>spiking network</td>",
                "<td>cross-validation, 2 folds, 1 seed</td>",
                "<td>validation set</td>",
                "<h2>Test set</h2>",
                "of 8)",
                "id=\"test-confusion\"",
                "<h2>How it was made</h2>",
                "--hidden=12");
    }

    /** AssertJ's containsSubsequence takes minutes for a page of this length. */
    private static void inOrder(String page, String... parts) {
        int end = 0;
        for (String part : parts) {
            int at = page.indexOf(part, end);
            assertThat(at).as(part).isNotNegative();
            end = at + part.length();
        }
    }

    @Test
    void aBaselineIsMeasuredOnTheSameFoldsAndTestRecordings() throws Exception {
        Path report = folder.resolve("report");
        Path test = TinyGestures.write(folder.resolve("test"), 4, 8);

        Run train =
                Run.spikelink(
                        "train",
                        "--recordings",
                        recordings,
                        "--out",
                        model,
                        "--hidden",
                        4,
                        "--baseline",
                        "--test",
                        test,
                        "--folds",
                        2,
                        "--report",
                        report,
                        "--epochs",
                        1,
                        "--lr",
                        1e-9); // a network that learns nothing

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out())
                .contains("baseline, seed 1, fold 2: ")
                .containsPattern("cross-validation, 2 folds, 1 seed +spiking network ")
                .containsPattern(
                        "cross-validation, 2 folds, 1 seed +kernel ridge on counts +100.00 %")
                .contains("test set, kernel ridge on counts: accuracy 100.0 %");
        assertThat(train.err())
                .contains("warning: the spiking network loses to kernel ridge on counts by ");
        inOrder(
                Files.readString(report.resolve("report.html")),
                "<td>test set</td><td>spiking network</td>",
                "<td>test set</td><td>kernel ridge on counts</td><td>100.00 %</td>",
                "<td>kernel ridge on counts</td>",
                "<b>Warnings</b>",
                "loses to kernel ridge");
    }

    @Test
    void aShareOfTheRecordingsStaysUntouchedAsTestSet() {
        Run train = train("--test-share", 0.2, "--folds", 4, "--epochs", 2);
        Run both = train("--test-share", 0.2, "--test", recordings);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out())
                .contains("32 recordings of 2 classes", "seed 1, fold 4: ", " of 8)")
                .containsPattern("test set: accuracy [0-9.]+ % \\([0-9] of 8\\)");
        assertThat(both.err()).contains("test-share must be 0 where a test is given (got 0.2)");
    }

    @Test
    void optionsAreChosenWithinTheTrainingRecordingsOfEachFold() {
        Run train = train("--choose", "threshold=2|0.1", "--folds", 2, "--epochs", 12);
        Run one = train("--choose", "threshold=0.1");
        Run unknown = train("--choose", "treshold=0.1|0.2");

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.err())
                .contains(
                        "seed 1, fold 1: chose --threshold 0.1 (",
                        "seed 1, fold 2: chose --threshold 0.1 (",
                        "model: chose --threshold 0.1 (");
        assertThat(ModelFile.read(model).weights().get(0).get("threshold")).containsExactly(0.1f);
        assertThat(one.err()).contains("choose must be NAME=VALUE|VALUE");
        assertThat(unknown.code()).isNotZero();
        assertThat(unknown.err()).contains("--treshold");
    }

    @Test
    void aBaselineAloneTrainsNoNetwork() {
        Run train =
                Run.spikelink("train", "--recordings", recordings, "--baseline=only", "--folds", 4);
        Run nothing = Run.spikelink("train", "--recordings", recordings, "--baseline=only");

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("kernel ridge on counts").doesNotContain("spiking");
        assertThat(nothing.err()).contains("baseline needs folds, or a test");
    }

    @Test
    void groupsOfAListStayTogether() throws Exception {
        StringBuilder list = new StringBuilder("file,label,person\n");
        for (String label : List.of("left", "right")) {
            for (int n = 0; n < 20; n++) {
                list.append("gestures/%s/%03d.bin,%s,p%d\n".formatted(label, n, label, n % 5));
            }
        }
        Path file = Files.writeString(folder.resolve("people.csv"), list);

        Run train =
                Run.spikelink(
                        "train",
                        "--recordings",
                        file,
                        "--groups",
                        "person",
                        "--folds",
                        5,
                        "--hidden",
                        8,
                        "--epochs",
                        1,
                        "--validation",
                        0);
        Run unknown =
                Run.spikelink("train", "--recordings", file, "--groups", "persons", "--folds", 5);
        Run tooMany =
                Run.spikelink("train", "--recordings", file, "--groups", "person", "--folds", 6);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("seed 1, fold 5: ", " of 8)");
        assertThat(unknown.err())
                .contains("'persons' is neither a file nor a column of", "[file, label, person]");
        assertThat(tooMany.err()).contains("folds must be 2..5, the number of groups (got 6)");
    }

    @Test
    void aFoldThatLacksAClassIsReported() {
        Run train =
                Run.spikelink(
                        "train",
                        "--recordings",
                        recordings,
                        "--groups",
                        "contiguous:2",
                        "--folds",
                        2,
                        "--epochs",
                        1,
                        "--validation",
                        0);

        assertThat(train.err()).contains("a fold has no recording of class 'left' to learn from");
    }

    @Test
    void optionsAgainstOverfittingTrainTogether() {
        Run train =
                train(
                        "--epochs",
                        2,
                        "--threshold",
                        "quantile",
                        "--no-recurrence",
                        "--label-smoothing",
                        0.1,
                        "--dropout",
                        0.2,
                        "--augment",
                        "mixup=0.3,cutout=0.3",
                        "--optimizer",
                        "adamw:weight_decay=0.05,decay_all=1");

        assertThat(train.code()).as(train.err()).isZero();
        Model trained = ModelFile.read(model);
        assertThat(trained.weights().get(0).get("weight_hh")).containsOnly(0f);
        assertThat(trained.weights().get(0).get("threshold")[0]).isNotEqualTo(0.1f);
        assertThat(train("--threshold", "quantile=2").err())
                .contains("quantile=Q with Q above 0 and below 1 (got 'quantile=2')");
        assertThat(train("--threshold", "quantile=0.9..0.1").err())
                .contains("Q above 0 and below 1 (got 'quantile=0.9..0.1')");
        assertThat(train("--threshold", "quantile=0.1..0.9").err())
                .contains("learn-threshold must be fixed_per_neuron");
        assertThat(train("--threshold", "high").err()).contains("threshold must be numbers");
    }

    @Test
    void optionsOfAConfigGiveWayToTheCommandLine() throws Exception {
        Path config = folder.resolve("train.yaml");
        Files.writeString(config, "epochs: 1\nhidden: 5\nlr: 1e-3\naverage: 0.5\n");

        Run train = train("--config", config);

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains(" of 12\n");
        assertThat(ModelFile.read(model).document().layers().get(0).outputs()).isEqualTo(12);
    }

    @Test
    void anUnknownKeyOfAConfigIsNamed() throws Exception {
        Path config = folder.resolve("train.yaml");
        Files.writeString(config, "epoch: 1\n");

        Run train = train("--config", config);

        assertThat(train.code()).isEqualTo(1);
        assertThat(train.err())
                .contains("train.yaml: 'epoch' is not an option", "did you mean 'epochs'?");
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
        assertThat(train.out()).contains("lr 1.000e-05: loss ", "suggested --lr ");
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
                                0.2,
                                "--force"));
        words.addAll(List.of(options));
        if (!words.contains("--epochs")) {
            words.addAll(List.of("--epochs", 12));
        }
        return Run.spikelink(words.toArray());
    }
}
