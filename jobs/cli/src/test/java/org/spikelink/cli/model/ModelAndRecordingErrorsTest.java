package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.cli.Run;
import org.spikelink.local.fixture.SharedFolder;
import org.spikelink.local.fixture.TinyModel;

/** What {@code evaluate}, {@code demo} and {@code import} say of files that are of no use. */
class ModelAndRecordingErrorsTest {
    @TempDir Path folder;

    private Path model;

    @BeforeEach
    void writeModel() {
        model = TinyModel.write(folder, "tiny.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evaluate",
                "evaluate --model x --recordings y --batch-us 0",
                "evaluate --model x --recordings y --batch-us ten",
                "demo --model x",
                "demo --model x --recordings y --limit 0",
                "demo --model x --recordings y --parallelism 0",
                "import x.pt",
                "import x.pt --config c.json",
                "import --no-such-option"
            })
    void wrongUseExitsWithTwo(String line) {
        Run run = Run.spikelink((Object[]) line.split(" ", -1));

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("see ./spikelink ").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "demo"})
    void anInvalidModelFileIsReported(String command) throws Exception {
        Path absent = folder.resolve("absent.safetensors");
        Path text = Files.writeString(folder.resolve("x.safetensors"), "hello, this is no model");
        byte[] whole = Files.readAllBytes(model);
        Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, 100));

        assertThat(failure(command, "--model", absent, "--recordings", folder))
                .isEqualTo(command + ": " + absent + ": no such file");
        assertThat(failure(command, "--model", text, "--recordings", folder))
                .startsWith(command + ": " + text + ": the header must have 2..15 bytes");
        assertThat(failure(command, "--model", cut, "--recordings", folder))
                .startsWith(command + ": " + cut + ": the header must have 2..92 bytes");
    }

    @Test
    void aCheckpointGivenAsModelIsReported() {
        Path checkpoint = SharedFolder.of("models").resolve("nmnist-128.pt");

        assertThat(failure("evaluate", "--model", checkpoint, "--recordings", folder))
                .isEqualTo(
                        "evaluate: "
                                + checkpoint
                                + ": a model must be a .safetensors file (got a zip; import a checkpoint first)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "demo"})
    void unusableRecordingsAreReported(String command) throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(failure(command, "--model", model, "--recordings", empty))
                .isEqualTo(
                        command
                                + ": "
                                + empty
                                + ": a folder must contain at least one recording (got none, and 0 other"
                                + " files); name the folder that holds them, and see docs/recordings.md for the formats");

        Path odd = Files.createDirectories(folder.resolve("odd/up")).resolve("a.bin");
        Files.write(odd, new byte[5]);
        assertThat(failure(command, "--model", model, "--recordings", folder.resolve("odd")))
                .isEqualTo(
                        command
                                + ": "
                                + odd
                                + ": its folder must be one of the model's labels [left, right] (got"
                                + " 'up')");
    }

    @Test
    void strictEvaluationNamesAllFilesThatItCannotRead() throws Exception {
        Path left = Files.createDirectories(folder.resolve("mixed/left"));
        Files.writeString(left.resolve("README.md"), "no recording");
        Files.write(left.resolve("a.bin"), new byte[7]);
        Files.write(left.resolve("b.bin"), new byte[] {0, 0, 0, 0, 1});
        Files.write(left.resolve("c.bin"), new byte[] {99, 2, 0, 0, 1});
        assertThat(
                        failure(
                                "evaluate",
                                "--strict",
                                "--model",
                                model,
                                "--recordings",
                                folder.resolve("mixed")))
                .contains("with --strict no file may be skipped; 3 files skipped: 1 no recording")
                .contains("README.md", "a.bin at byte 5", "c.bin at byte 0");
    }

    @Test
    void aRecordingWithHalfAnEventIsReported() throws Exception {
        Path cut = Files.createDirectories(folder.resolve("cut/left")).resolve("a.bin");
        Files.write(cut, new byte[7]);

        assertThat(failure("evaluate", "--model", model, "--recordings", folder.resolve("cut")))
                .isEqualTo(
                        "evaluate: "
                                + cut
                                + " at byte 5: an N-MNIST file must hold whole events of 5 bytes (got 7 bytes)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"hidden\": 128|\"hidden\": 127|changed.json: layers.1.inputs must be 127, the outputs of"
                        + " what comes before it (got 128)",
                ": 128,|: 127,|nmnist-128.pt: slstm1.lstm_cell.weight_ih must be [508, 2312] (got [512, 2312])",
                "\"labels\":|\"no_such_key\": 1, \"labels\":|changed.json: no_such_key is not a key that this"
                        + " version knows",
                "\"from\": \"|\"from\": \"absent.|nmnist-128.pt: layers.0.from must name one layer of the"
                        + " checkpoint, 'absent.slstm1' names 0 (got slstm layers [slstm1., slstm2.])"
            })
    void aConfigThatDoesNotFitIsReported(String change) throws Exception {
        Path models = SharedFolder.of("models");
        String config = Files.readString(models.resolve("nmnist-128.json"));
        String[] parts = change.split("\\|", -1);
        assertThat(config).contains(parts[0]);
        Path changed = folder.resolve("changed.json");
        Files.writeString(changed, config.replace(parts[0], parts[1]));
        Path out = folder.resolve("out.safetensors");

        String line =
                failure(
                        "import",
                        models.resolve("nmnist-128.pt"),
                        "--config",
                        changed,
                        "--out",
                        out);

        assertThat(line).startsWith("import: ").endsWith("/" + parts[2]);
        assertThat(out).doesNotExist();
    }

    private static String failure(Object... args) {
        Run run = Run.spikelink(args);
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        List<String> lines = run.err().lines().filter(l -> !l.startsWith("warning: ")).toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
