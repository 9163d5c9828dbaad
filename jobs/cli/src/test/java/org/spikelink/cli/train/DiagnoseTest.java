package org.spikelink.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.cli.Run;
import org.spikelink.core.model.file.ModelFile;

/** {@code train --diagnose} on trainings that are broken on purpose, each in one way. */
class DiagnoseTest {
    @TempDir Path folder;

    @Test
    void aHealthyTrainingHasNoFinding() throws IOException {
        Run run = diagnose("");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("no reason found why this network should not learn");
        assertThat(folder.resolve("m.safetensors")).doesNotExist();
    }

    @Test
    void thresholdsFromDataHaveNoFindingEither() throws IOException {
        assertThat(diagnose("--threshold=quantile").out())
                .contains("no reason found why this network should not learn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--threshold=1 | layers.0: no neuron reaches its threshold | threshold 1.00, largest membrane | --threshold quantile",
                "--threshold=0.1,0.9 | layers.1: no neuron reaches its threshold | threshold 0.900, | --threshold quantile",
                "--threshold=-0.5 | layers.0: neurons spike in most steps | 1.0 spikes per neuron and step | --threshold quantile",
                "--lr=50 | the learning rate is high | lr 50, the loss rises from | --lr 0",
                "--lr=1e-7 | the learning rate is low | lr 1.0e-07, the loss falls fastest at | --lr 0",
                "--output=linear --loss=ce_max_membrane | the loss does not train what the readout reads | loss ce_max_membrane, readout mean_membrane | --loss ce_mean_membrane",
                "--loss=mse_membrane | the loss does not train what the readout reads | loss mse_membrane, readout spike_count | --loss ce_rate",
                "--window-bins=2 | the window is shorter than the recordings | a window has 2 bins, half of the recordings more than 8 | --window-bins 8",
                "--window-bins=100 | the window is longer than the recordings | the longest recording 8 | --window-bins 8",
                "--surrogate=fast_sigmoid:slope=1e7 | no gradient reaches layers.0 | last layer | --surrogate atan",
                "--optimizer=adamw:weight_decay=50 | weights decay faster than they can learn | of a weight is left after 100 updates | --optimizer adamw",
                "--bin-us=1000000 | recordings have few steps | 1.0 steps on average | --bin-us, a smaller one",
                "--bin-us=50 | most steps have no input | active inputs in a step | --bin-us, a larger one",
                "--dropout=0.9 | most outputs are dropped | dropout 0.9 | --dropout 0.2",
                "--epochs=1 | the training is short | updates in 1 epochs | --epochs, more of them"
            })
    void eachBrokenTrainingIsExplained(String options, String finding, String figure, String mend)
            throws IOException {
        Run run = diagnose(options);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().toList())
                .as(run.out())
                .anySatisfy(line -> assertThat(line).contains(finding, figure, mend));
    }

    /** Layers without weights have no gradients that could reach them. */
    @Test
    void aConvolutionalNetworkIsJudgedByItsWeights() throws IOException {
        recordings();

        assertThat(convolutional("--lr", 0.02).out())
                .contains("no reason found why this network should not learn");
        assertThat(convolutional("--lr", 50).out())
                .contains("the learning rate is high", "lr 50, the loss rises from")
                .contains("weights decay faster than they can learn")
                .contains("--lr 0.002");
    }

    private Run convolutional(Object... options) {
        List<Object> network =
                List.of(
                        "--layers",
                        "conv 4 k3 bn, leaky, max 2, linear",
                        "--threshold",
                        "quantile");
        return diagnoseNetwork(network, List.of(options));
    }

    private Run diagnoseNetwork(List<Object> network, List<?> options) {
        List<Object> words =
                new ArrayList<>(
                        List.of("train", "--recordings", folder.resolve("gestures"), "--diagnose"));
        words.addAll(network);
        words.addAll(options);
        return Run.spikelink(words.toArray());
    }

    @Test
    void classesThatAreNotBalancedAreFound() throws IOException {
        recordings();
        for (int n = 4; n < 20; n++) {
            Files.delete(folder.resolve("gestures/left/%03d.bin".formatted(n)));
        }

        assertThat(run("").out())
                .containsPattern(
                        "classes are not balanced +the largest class has 20, the smallest 4 +--class-weights balanced");
    }

    @Test
    void largeSamplesAreFound() throws IOException {
        StringBuilder text =
                new StringBuilder(
                        "@problemName Loud\n@timeStamps false\n@classLabel true a b\n@data\n");
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 0; n < 20; n++) {
            List<String> values = new ArrayList<>();
            for (int t = 0; t < 12; t++) {
                values.add(Integer.toString(1000 + random.nextInt(10) + (n % 2) * t));
            }
            text.append(String.join(",", values)).append(n % 2 == 0 ? ":a\n" : ":b\n");
        }
        Path series = Files.writeString(folder.resolve("loud.ts"), text);

        Run run = Run.spikelink("train", "--recordings", series, "--hidden", 8, "--diagnose");

        assertThat(run.out())
                .as(run.err())
                .containsPattern(
                        "inputs are large +an active input is 1.01e\\+03 on average +--normalize standard");
    }

    @Test
    void whatIsSafeIsRepairedAndTheNetworkLearns() throws IOException {
        recordings();
        Run broken = run("--threshold=1 --lr=1e-7 --epochs=12 --batch=8 --repair");

        assertThat(broken.code()).as(broken.err()).isZero();
        assertThat(broken.out())
                .contains("repaired: --threshold quantile", "repaired: --lr ")
                .contains("./spikelink train --", "--threshold=quantile")
                .contains("best epoch: ");
        assertThat(ModelFile.read(folder.resolve("m.safetensors")).document().training().accuracy())
                .isGreaterThan(0.9);
    }

    private Run diagnose(String options) throws IOException {
        recordings();
        return run(options);
    }

    private void recordings() throws IOException {
        TinyGestures.write(folder.resolve("gestures"), 20, 7);
    }

    private Run run(String options) {
        List<Object> network =
                List.of(
                        "--out",
                        folder.resolve("m.safetensors"),
                        "--hidden",
                        12,
                        "--validation",
                        0.2);
        List<String> words = Stream.of(options.split(" ", -1)).filter(w -> !w.isEmpty()).toList();
        return diagnoseNetwork(network, words);
    }
}
