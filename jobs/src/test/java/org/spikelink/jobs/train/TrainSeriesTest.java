package org.spikelink.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.model.StateQuant;
import org.spikelink.jobs.cli.Run;

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
    void learnsAModelThatEvaluateFindsAsRightAsItSaid() throws IOException {
        Path test = waves(folder.resolve("test.ts"), 10, 6);

        Run train = train("--test", test, "--normalize", "standard", "--encoder", "direct");

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.out()).contains("48 recordings of 2 classes, 1 channels, 1 inputs");
        String found = train.out().replaceAll("(?s).*test\\.ts: (\\d+ of 20).*", "$1");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", test);
        assertThat(evaluate.out()).contains(": " + found + " recordings right");
        assertThat(Integer.parseInt(found.split(" ", -1)[0])).isGreaterThan(15);
    }

    @Test
    void evaluateRepeatsTheAccuracyOfWhatWasKeptAside() {
        Path report = folder.resolve("report");

        Run train = train("--report", report, "--epochs", 2);

        assertThat(train.code()).as(train.err()).isZero();
        String told = train.out().replaceAll("(?s).*kept aside: (\\d+ of 10).*", "$1");
        Path aside = report.resolve("kept-aside.csv");
        Run evaluate = Run.spikelink("evaluate", "--model", model, "--recordings", aside);
        assertThat(evaluate.out()).contains(": " + told + " recordings right");
    }

    @Test
    void statesAreQuantizedWhereAsked() {
        Run train = train("--epochs", 1, "--state-quant", "num_bits=4,threshold=0.5,uniform=0");

        assertThat(train.code()).as(train.err()).isZero();
        LayerSpec.Slstm layer = (LayerSpec.Slstm) ModelFile.read(model).document().layers().get(0);
        assertThat(layer.stateQuant()).isEqualTo(new StateQuant(4, false, true, 0.5, 0, 0.2, null));
    }

    @Test
    void whatNormalizesIsFittedToWhatIsLearnedFromAndIsPartOfTheModel() {
        Run train = train("--normalize", "standard", "--pool", 2);

        assertThat(train.code()).as(train.err()).isZero();
        InputSpec.Samples input = (InputSpec.Samples) ModelFile.read(model).document().input();
        assertThat(input.normalization().isNone()).isFalse();
        assertThat(input.pooling().samples()).isEqualTo(2);
        assertThat(ModelFile.read(model).document().decision().windowBins()).isEqualTo(STEPS / 2);
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
