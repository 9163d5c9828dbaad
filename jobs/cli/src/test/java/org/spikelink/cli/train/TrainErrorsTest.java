package org.spikelink.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.cli.Run;

/** What {@code train} says of what it cannot do, before it starts, leaving nothing behind. */
class TrainErrorsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--epochs=0 | epochs must be 1..1000000 (got 0)",
                "--lr=-1 | lr must be above 0, at most 1000 (got -1.0)",
                "--loss=ce_rat | loss must be one of ce_rate, ce_count",
                "--loss=ce_rate:wight=2 | loss: ce_rate has no wight",
                "--surrogate=atan:beta=2 | surrogate.beta is not an argument of atan",
                "--optimizer=lion | optimizer must be adam, adamw, sgd or rmsprop (got 'lion')",
                "--folds=1 | folds must be 0, or at least 2 (got 1)",
                "--seeds=3 | seeds above 1 need folds, or a test (got 3)",
                "--output=linear --readout=spike_count | readout must be max_membrane or mean_membrane",
                "--state-quant=num_bits=40 | state_quant.num_bits must be 1..16 (got 40)",
                "--state-quant=bits=4 | state-quant: state_quant has no bits",
                "--learn-threshold=scalar --threshold=0.0005 | threshold must be at least 0.001, above 0, where it is trained (got 5.0E-4)",
                "--learn-threshold=scalar --threshold=0 | threshold must be at least 0.001, above 0, where it is trained (got 0.0)",
                "--threshold=0.1,0.2,0.3 | threshold must be one for all, or one for each of 2 spiking layers (got 3)",
                "--learn-threshold=fixed,scalar --output=linear | learn-threshold must be one for all, or one for each of 1",
                "--reset=none,zero,none | reset must be one for all, or one for each of 2 spiking layers (got 3)",
                "--dropout=1 | dropout must be at least 0, below 1 (got 1.0)",
                "--fan-in=-1 | fan-in must be at least 0 (got -1)",
                "--ridge=-1 | ridge must be 0, or 1e-10..1e9 (got -1.0)",
                "--ridge=0.1 | ridge needs output linear, population 1 and readout mean_membrane (got slstm, 1, spike_count)",
                "--ridge=0.1 --output=linear --population=2 | (got linear, 2, mean_membrane)",
                "--layers=cnv,linear | layers.0 'cnv': type must be one of conv, max, avg, conv2d,",
                "--layers=conv,linear | layers.0 'conv' behind [2, 4, 8]: channels must be 1..65536 (got 0)",
                "--layers=linear --output=linear | --output must not be given with --layers",
                "--hidden=20000 | hidden: training 1,6",
                "--hidden=65536 | choose fewer neurons, or set a larger -Xmx in SPIKELINK_JAVA_OPTS",
                "--ridge=0.1 --output=linear --average=0.9 | average must be 0 with ridge",
                "--ridge=0.1 --output=linear --dropout=0.1 | dropout must be 0 with ridge",
                "--ridge=0.1 --output=linear --lr-find | lr-find must be off with ridge"
            })
    void optionsOutOfRangeAreNamed(String options, String message) throws Exception {
        Run run = train(TinyGestures.write(folder.resolve("data"), 3, 1), options.split(" ", -1));

        assertThat(run.code()).as(run.out()).isNotZero();
        assertThat(run.err()).contains(message).doesNotContain("internal error");
        assertThat(folder).isDirectoryNotContaining("glob:**{safetensors,checkpoint,part}");
    }

    @Test
    void thereMustBeRecordings() throws Exception {
        assertThat(train(Files.createDirectory(folder.resolve("empty"))).err())
                .contains("must hold recordings (got none)");
        assertThat(train(folder.resolve("nowhere")).err())
                .contains("there is no such file or folder");
    }

    @Test
    void thereMustBeTwoClasses() throws Exception {
        Path data = TinyGestures.write(folder.resolve("data"), 3, 1);
        Files.move(data.resolve("left"), folder.resolve("elsewhere"));

        Run run = train(data);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("at least two classes (got only 'right')");
    }

    @Test
    void aRecordingThatCannotBeReadIsNamedAndLeftOut() throws Exception {
        Path data = TinyGestures.write(folder.resolve("data"), 3, 1);
        Files.write(data.resolve("left/001.bin"), new byte[] {1, 2, 3});

        Run run = train(data, "--epochs=1");
        Run strict = train(data, "--epochs=1", "--strict", "--force");

        assertThat(run.code()).isZero();
        assertThat(run.out() + run.err()).contains("1 file skipped: 1 unreadable (", "001.bin");
        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.err()).contains("001.bin");
    }

    @Test
    void whatIsMeasuredInTheEndIsCheckedBeforeAnythingIsLearned() throws Exception {
        Path data = TinyGestures.write(folder.resolve("data"), 3, 1);
        Path unlabelled = data.resolve("left");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path strange = TinyGestures.write(folder.resolve("strange"), 1, 2);
        Files.move(strange.resolve("left"), strange.resolve("up"));
        Path broken = TinyGestures.write(folder.resolve("broken"), 1, 2);
        Files.write(broken.resolve("left/000.bin"), new byte[] {1, 2, 3});
        Path wide = TinyGestures.write(folder.resolve("wide"), 1, 2);
        Files.write(wide.resolve("left/000.bin"), new byte[] {20, 0, (byte) 0x80, 0, 0});
        Path samples = Files.writeString(folder.resolve("s.ts"), "@classLabel true a\n@data\n1:a");

        rejected(data, folder.resolve("nowhere"), "nowhere: there is no such file or folder");
        rejected(data, empty, "empty: must hold recordings (got none)");
        rejected(data, unlabelled, "every recording must have a label", "(3 of 3 have none");
        rejected(data, strange, "one of the training set, [left, right] (got 'up')");
        Run strict = train(data, "--epochs=1", "--test=" + broken, "--strict");
        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.err()).contains("000.bin");
        rejected(data, wide, "000.bin: ", "20");
        rejected(data, samples, "one of the training set, [left, right] (got 'a')");
    }

    private void rejected(Path data, Path test, String... why) {
        Run run = train(data, "--epochs=1", "--test=" + test);

        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.err()).contains(why).doesNotContain("epoch", "internal error");
        assertThat(folder.resolve("m.safetensors")).doesNotExist();
    }

    @Test
    void testSeriesMustBeNumbersOfAsManyChannels() throws Exception {
        String head = "@classLabel true a b\n@data\n";
        Path data = Files.writeString(folder.resolve("s.ts"), head + "1,2:a\n2,1:b\n1,3:a\n2,0:b");
        Path wide = Files.writeString(folder.resolve("wide.ts"), head + "1,2:3,4:a");
        Path missing = Files.writeString(folder.resolve("missing.ts"), head + "1,?:a");

        rejected(
                data,
                wide,
                "must hold recordings like the training set, samples of 1 channels",
                "of 2 channels");
        rejected(data, missing, "missing.ts", "must be finite (got NaN)");
    }

    @Test
    void theModelMustFindAFolder() throws Exception {
        Path data = TinyGestures.write(folder.resolve("data"), 3, 1);
        Path file = Files.createFile(folder.resolve("file"));

        Run run =
                Run.spikelink(
                        "train", "--recordings", data, "--out", file.resolve("m.safetensors"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("file: must be a folder that can be written to");
    }

    @Test
    void theModelsFolderMustBeThereBeforeAnythingIsLearned() throws Exception {
        Path data = TinyGestures.write(folder.resolve("data"), 3, 1);
        Path missing = folder.resolve("missing");

        Run run =
                Run.spikelink(
                        "train", "--recordings", data, "--out", missing.resolve("m.safetensors"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("missing: must be a folder that can be written to")
                .doesNotContain("epoch");
    }

    @Test
    void theModelMustNotBeAFolder() throws Exception {
        Path data = TinyGestures.write(folder.resolve("data"), 3, 1);

        Run run = Run.spikelink("train", "--recordings", data, "--out", folder);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("must be a file to write the model to, not a folder");
    }

    @Test
    void aDamagedCheckpointIsNotResumedFrom() throws Exception {
        Path data = TinyGestures.write(folder.resolve("data"), 3, 1);
        Files.writeString(folder.resolve("m.safetensors.checkpoint"), "no checkpoint at all");

        Run run = train(data, "--resume");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("m.safetensors.checkpoint: cannot be resumed from", "damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "model"})
    void aFullDiskIsReportedAndLeavesNothingHalfWritten(String what) throws Exception {
        Path full = Path.of("/dev/full"); // a device that has no space left, ever
        assumeTrue(Files.exists(full), "this machine has no /dev/full");
        Path data = TinyGestures.write(folder.resolve("data"), 3, 1);
        String written = what.equals("model") ? "m.safetensors" : "m.safetensors.checkpoint";
        Path link = Files.createSymbolicLink(folder.resolve(written), full);

        Run run = train(data, "--epochs=1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(written + ": cannot be written (", "No space left on device")
                .doesNotContain("internal error");
        assertThat(folder).isDirectoryNotContaining("glob:**part");
        Files.delete(link);
        assertThat(folder.resolve("m.safetensors")).doesNotExist();
        if (what.equals("model")) {
            Run resumed = train(data, "--epochs=1", "--resume");
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(folder.resolve("m.safetensors")).exists();
        }
    }

    private Run train(Path data, String... options) {
        Object[] words = new Object[5 + options.length];
        words[0] = "train";
        words[1] = "--recordings";
        words[2] = data;
        words[3] = "--out";
        words[4] = folder.resolve("m.safetensors");
        System.arraycopy(options, 0, words, 5, options.length);
        return Run.spikelink(words);
    }
}
