package org.spikelink.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.file.ModelFile;

/** {@code train} on series of samples: slow waves and quick ones, whose size says nothing. */
class TrainSeriesTest {
    private static final int STEPS = 24;

    @TempDir Path folder;
    private Path series;
    private Path model;

    @BeforeEach
    void record() throws Exception {
        series = waves(folder.resolve("waves.ts"), 24, 5);
        model = folder.resolve("waves.safetensors");
    }

    @Test
    void evaluateRepeatsTheTestAccuracy() throws IOException {
        Path test = waves(folder.resolve("test.ts"), 10, 6);

        Run train = train("--test", test, "--normalize", "standard", "--encoder", "direct");

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("48 recordings of 2 classes, 1 channels, 1 inputs");
        String found = train.out().replaceAll("(?s).*test\\.ts: [^(]*\\((\\d+ of 20)\\).*", "$1");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", test);
        assertThat(evaluate.out()).contains("(" + found + " recordings)");
        assertThat(Integer.parseInt(found.split(" ", -1)[0])).isGreaterThan(15);
    }

    @Test
    void evaluateRepeatsTheValidationAccuracy() {
        Path report = folder.resolve("report");

        Run train = train("--report", report, "--epochs", 2);

        assertThat(train.code()).as(train.err()).isZero();
        String correct =
                train.out().replaceAll("(?s).*validation set: [^(]*\\((\\d+ of 10)\\).*", "$1");
        Path heldOut = report.resolve("held-out.csv");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", heldOut);
        assertThat(evaluate.out()).contains("(" + correct + " recordings)");
    }

    @Test
    void evaluateRepeatsTheAccuracyOfHeldOutSteps() throws IOException {
        steps(20);
        Path report = folder.resolve("report");

        Run train =
                Run.spikelink(
                        "train",
                        "--recordings",
                        series,
                        "--out",
                        model,
                        "--hidden",
                        12,
                        "--lr",
                        0.02,
                        "--batch",
                        4,
                        "--epochs",
                        12,
                        "--validation",
                        0.2,
                        "--pool",
                        2,
                        "--test",
                        series,
                        "--report",
                        report);

        assertThat(train.code()).as(train.err()).isZero();
        String correct =
                train.out().replaceAll("(?s).*validation set: [^(]*\\((\\d+ of \\d+)\\).*", "$1");
        assertThat(correct).endsWith(" of " + 4 * (STEPS - 1));
        Path heldOut = report.resolve("held-out.csv");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", heldOut);
        assertThat(evaluate.out()).contains("(" + correct + " labelled steps)");
        String all =
                train.out()
                        .replaceAll(
                                "(?s).*all recordings of \\S+: [^(]*\\((\\d+ of \\d+)\\).*", "$1");
        Run again = Run.spikelink("evaluate", "--model", model, "--recordings", series);
        assertThat(again.out()).contains("(" + all + " labelled steps)");
        assertThat(Integer.parseInt(all.split(" ", -1)[0])).isGreaterThan(20 * (STEPS - 1) * 3 / 4);
    }

    /** Series whose steps are labelled: 1 where the value is above 0, else 0; the first one has no label. */
    private void steps(int count) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        ByteBuffer x =
                ByteBuffer.allocate(Float.BYTES * count * STEPS).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer y = ByteBuffer.allocate(count * STEPS);
        for (int n = 0; n < count; n++) {
            boolean up = false;
            for (int t = 0; t < STEPS; t++) {
                up ^= t % 2 == 0 && random.nextInt(4) == 0;
                x.putFloat((float) random.nextDouble(0.2, 1) * (up ? 1 : -1));
                y.put((byte) (t == 0 ? -1 : up ? 1 : 0));
            }
        }
        series = folder.resolve("steps.npy");
        Files.write(series, npy("<f4", count + ", " + STEPS + ", 1", x.array()));
        Files.write(folder.resolve("y.npy"), npy("|i1", count + ", " + STEPS, y.array()));
    }

    /** An array as NumPy writes it. */
    private static byte[] npy(String type, String shape, byte[] data) {
        String head =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
        byte[] padded = String.format("%-117s\n", head).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(10 + padded.length + data.length);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
        file.put((byte) 0).order(ByteOrder.LITTLE_ENDIAN).putShort((short) padded.length);
        return file.put(padded).put(data).array();
    }

    @Test
    void statesAreQuantizedWhereAsked() {
        Run train = train("--epochs", 1, "--state-quant", "num_bits=4,threshold=0.5,uniform=0");

        assertThat(train.code()).as(train.err()).isZero();
        SlstmSpec layer = (SlstmSpec) ModelFile.read(model).document().layers().get(0);
        assertThat(layer.stateQuant()).isEqualTo(new StateQuant(4, false, true, 0.5, 0, 0.2, null));
    }

    @Test
    void normalizationIsFittedToTheTrainingSetAndIsPartOfTheModel() {
        Run train = train("--epochs", 1, "--normalize", "standard", "--pool", 2);

        assertThat(train.code()).as(train.err()).isZero();
        InputSpec.Samples input = (InputSpec.Samples) ModelFile.read(model).document().input();
        assertThat(input.normalization().isNone()).isFalse();
        assertThat(input.pooling().samples()).isEqualTo(2);
        assertThat(ModelFile.read(model).document().decision().windowBins()).isEqualTo(STEPS / 2);
    }

    @Test
    void aReadoutIsFittedToRandomNeurons() throws IOException {
        Path test = waves(folder.resolve("test.ts"), 10, 6);

        Run train =
                Run.spikelink(
                        "train",
                        "--recordings",
                        series,
                        "--test",
                        test,
                        "--out",
                        model,
                        "--hidden",
                        100,
                        "--forget-spread",
                        2,
                        "--recurrent-gain",
                        0.5,
                        "--fan-in",
                        1,
                        "--output",
                        "linear",
                        "--ridge",
                        "1e-3",
                        "--validation",
                        0);

        assertThat(train.code()).as(train.err()).isZero();
        String found = train.out().replaceAll("(?s).*test\\.ts: [^(]*\\((\\d+ of 20)\\).*", "$1");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", test);
        assertThat(evaluate.out()).contains("(" + found + " recordings)");
        assertThat(Integer.parseInt(found.split(" ", -1)[0])).isGreaterThan(15);
    }

    @Test
    void anEncoderIsNamedWithItsNumbers() {
        Run train = train("--encoder", "delta:treshold=0.2");

        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err()).contains("encoder: delta has no treshold");
    }

    private Run train(Object... options) {
        Object[] words = {
            "train",
            "--recordings",
            series,
            "--out",
            model,
            "--hidden",
            16,
            "--lr",
            0.02,
            "--batch",
            8,
            "--loss",
            "ce_count",
            "--validation",
            0.2
        };
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(options));
        if (!all.contains("--epochs")) {
            all.addAll(List.of("--epochs", 30));
        }
        return Run.spikelink(all.toArray());
    }

    private static Path waves(Path file, int ofEachClass, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text =
                new StringBuilder(
                        """
                        @problemName waves
                        @timeStamps false
                        @univariate true
                        @classLabel true slow quick
                        @data
                        """);
        for (int n = 0; n < 2 * ofEachClass; n++) {
            double size = random.nextDouble(0.5, 2);
            double phase = random.nextDouble(6);
            for (int t = 0; t < STEPS; t++) {
                double value = size * StrictMath.sin(phase + t * (n % 2 == 0 ? 0.4 : 1.6));
                text.append(t == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.4f", value));
            }
            text.append(n % 2 == 0 ? ":slow\n" : ":quick\n");
        }
        return Files.writeString(file, text);
    }
}
