package org.spikelink.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.cli.Spikelink;

/** An interrupted training gives the same model as an uninterrupted one. */
class ResumeTest {
    private static final String CORE_TYPE = "OPENBLAS_CORETYPE";
    private static final int EPOCHS = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;
    private Path recordings;
    private List<Object> network = List.of("--hidden", 12);

    @BeforeEach
    void record() throws Exception {
        recordings = TinyGestures.write(folder.resolve("gestures"), 10, 7);
    }

    @Test
    void afterAKillOtherOptionsAreRejectedAndTheModelHasTheBytesOfAnUninterruptedTraining()
            throws Exception {
        Path whole = folder.resolve("whole/gestures.safetensors");
        Path killed = folder.resolve("killed/gestures.safetensors");
        Files.createDirectories(whole.getParent());
        Files.createDirectories(killed.getParent());
        Process process = start(killed);
        waitFor(checkpoint(killed));
        process.destroyForcibly().waitFor();
        assertThat(killed).as("a model of a training that was killed").doesNotExist();

        Run other = Run.spikelink(words(killed, "--resume", "--clip", "5"));
        Run resumed = Run.spikelink(words(killed, "--resume"));
        Run uninterrupted = Run.spikelink(words(whole));

        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err())
                .contains("clip must be 1.0, as when the training started (got 5.0)");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("resumed after epoch ");
        assertThat(uninterrupted.code()).as(uninterrupted.err()).isZero();
        assertThat(Files.readAllBytes(killed)).isEqualTo(Files.readAllBytes(whole));
        assertThat(checkpoint(killed)).doesNotExist();
    }

    /** What is kept then are running statistics of normalizations too, and thresholds that were fitted to data. */
    @Test
    void aTrainingOfConvolutionsThatWasKilledGivesTheBytesOfAnUninterruptedOne() throws Exception {
        network =
                List.of(
                        "--sensor",
                        "8x4",
                        "--layers",
                        "conv 4 k3 bn, leaky, max 2, sconv2dlstm 3 k3, slstm 6, linear",
                        "--threshold",
                        "quantile=0.8");
        Path whole = folder.resolve("whole/gestures.safetensors");
        Path killed = folder.resolve("killed/gestures.safetensors");
        Files.createDirectories(whole.getParent());
        Files.createDirectories(killed.getParent());
        Process process = start(killed);
        waitFor(checkpoint(killed));
        process.destroyForcibly().waitFor();
        assertThat(killed).as("a model of a training that was killed").doesNotExist();

        Run resumed = Run.spikelink(words(killed, "--resume"));
        Run uninterrupted = Run.spikelink(words(whole));

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("resumed after epoch ");
        assertThat(uninterrupted.code()).as(uninterrupted.err()).isZero();
        assertThat(Files.readAllBytes(killed)).isEqualTo(Files.readAllBytes(whole));
    }

    @Test
    void aCrossValidationThatWasKilledGoesOnWhereItStood() throws Exception {
        Path whole = folder.resolve("whole/gestures.safetensors");
        Path killed = folder.resolve("killed/gestures.safetensors");
        Files.createDirectories(whole.getParent());
        Files.createDirectories(killed.getParent());
        Process process = start(killed, "--folds", 2);
        waitFor(beside(killed, ".seed1.fold2.checkpoint"));
        process.destroyForcibly().waitFor();
        assertThat(beside(killed, ".folds")).exists();
        assertThat(killed).doesNotExist();
        Files.createFile(killed.resolveSibling(".spikelink-1.part")); // as by a kill in mid-write

        Run resumed = Run.spikelink(words(killed, "--folds", 2, "--resume"));
        Run uninterrupted = Run.spikelink(words(whole, "--folds", 2));

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(measured(resumed))
                .hasSize(4) // two folds, their seed, the mean
                .isEqualTo(measured(uninterrupted));
        assertThat(Files.readAllBytes(killed)).isEqualTo(Files.readAllBytes(whole));
        assertThat(killed.getParent()).isDirectoryNotContaining("glob:**{checkpoint,folds,part}");
    }

    private static List<String> measured(Run run) {
        return run.out().lines().filter(line -> line.matches("(seed|mean).*accuracy.*")).toList();
    }

    @Test
    void ctrlCInTheLastTrainingKeepsTheBestModelSoFarAndWhatWasMeasuredBefore() throws Exception {
        Path model = folder.resolve("gestures.safetensors");
        Process process = start(model, "--folds", 2);
        waitFor(checkpoint(model));
        process.destroy(); // SIGTERM, which ends as SIGINT does
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.readString(log(model)))
                .contains("the model has the weights of the best epoch so far");
        assertThat(Run.spikelink("inspect", model).code()).isZero();
        assertThat(checkpoint(model)).exists();
        assertThat(beside(model, ".folds")).exists();

        Run resumed = Run.spikelink(words(model, "--folds", 2, "--resume"));

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(measured(resumed)).hasSize(4);
        assertThat(folder).isDirectoryNotContaining("glob:**{checkpoint,folds,part}");
    }

    @Test
    void whatWasMeasuredOnOtherRecordingsDoesNotCount() throws Exception {
        Path model = folder.resolve("gestures.safetensors");
        Path test = TinyGestures.write(folder.resolve("test"), 3, 8);
        Path other = TinyGestures.write(folder.resolve("other"), 3, 9);
        Process process = start(model, "--seeds", 2, "--test", test);
        waitFor(beside(model, ".folds"));
        process.destroyForcibly().waitFor();

        Run run = Run.spikelink(words(model, "--resume", "--seeds", 2, "--test", other));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(".folds: was written with other options or data");
    }

    @Test
    void anotherCoreTypeThanItBeganWithIsRejected() throws Exception {
        Path model = folder.resolve("gestures.safetensors");
        String other = "Haswell".equals(System.getenv(CORE_TYPE)) ? "SkylakeX" : "Haswell";
        Process process = start(Map.of(CORE_TYPE, other), model);
        waitFor(checkpoint(model));
        process.destroyForcibly().waitFor();

        Run run = Run.spikelink(words(model, "--resume"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .containsPattern(
                        "BLAS must be .*core type "
                                + other
                                + ", as when the training started \\(got ");
    }

    private static Path beside(Path model, String suffix) {
        return model.resolveSibling(model.getFileName() + suffix);
    }

    private static Path checkpoint(Path model) {
        return model.resolveSibling(model.getFileName() + ".checkpoint");
    }

    private static Path log(Path model) {
        return model.resolveSibling("log");
    }

    private Process start(Path model, Object... more) throws Exception {
        return start(Map.of(), model, more);
    }

    private Process start(Map<String, String> variables, Path model, Object... more)
            throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Spikelink.class.getName()));
        for (Object word : words(model, more)) {
            command.add(word.toString());
        }
        File log = log(model).toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        return builder.redirectOutput(log).start();
    }

    private void waitFor(Path file) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as(file + " in time").isLessThan(until);
            Thread.sleep(5);
        }
    }

    private Object[] words(Path model, Object... more) {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                "train",
                                "--recordings",
                                recordings,
                                "--out",
                                model,
                                "--epochs",
                                EPOCHS,
                                "--batch",
                                4,
                                "--lr",
                                0.02,
                                "--average",
                                0.9,
                                "--dropout",
                                0.2,
                                "--validation",
                                0.2));
        words.addAll(network);
        words.addAll(List.of(more));
        return words.toArray();
    }
}
