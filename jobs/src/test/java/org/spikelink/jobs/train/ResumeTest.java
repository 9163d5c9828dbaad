package org.spikelink.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.jobs.Spikelink;
import org.spikelink.jobs.cli.Run;

/** A training that was interrupted goes on as if it had not been. */
class ResumeTest {
    private static final int EPOCHS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;
    private Path recordings;

    @BeforeEach
    void record() throws Exception {
        recordings = TinyGestures.write(folder.resolve("gestures"), 10, 7);
    }

    @Test
    void afterAKillTheModelHasTheBytesOfAnUninterruptedTraining() throws Exception {
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
        assertThat(resumed.err()).contains("going on after epoch ");
        assertThat(uninterrupted.code()).as(uninterrupted.err()).isZero();
        assertThat(Files.readAllBytes(killed)).isEqualTo(Files.readAllBytes(whole));
        assertThat(checkpoint(killed)).doesNotExist();
    }

    @Test
    void ctrlCKeepsTheBestSoFarAndWhatItTakesToGoOn() throws Exception {
        Path model = folder.resolve("gestures.safetensors");
        Process process = start(model);
        waitFor(checkpoint(model));
        process.destroy(); // SIGTERM, which ends as SIGINT does

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.readString(log(model))).contains("the best so far is kept");
        assertThat(model).exists();
        assertThat(Run.spikelink("inspect", model).code()).isZero();
        assertThat(checkpoint(model)).exists();
    }

    @Test
    void otherOptionsThanItBeganWithAreRefused() throws Exception {
        Path model = folder.resolve("gestures.safetensors");
        Process process = start(model);
        waitFor(checkpoint(model));
        process.destroyForcibly().waitFor();

        Run run = Run.spikelink(words(model, "--resume", "--clip", "5"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("clip must be 1.0, as the training began (got 5.0)");
    }

    private static Path checkpoint(Path model) {
        return model.resolveSibling(model.getFileName() + ".checkpoint");
    }

    private static Path log(Path model) {
        return model.resolveSibling("log");
    }

    private Process start(Path model) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Spikelink.class.getName()));
        for (Object word : words(model)) {
            command.add(word.toString());
        }
        File log = log(model).toFile();
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
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
                                "--hidden",
                                12,
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
        words.addAll(List.of(more));
        return words.toArray();
    }
}
