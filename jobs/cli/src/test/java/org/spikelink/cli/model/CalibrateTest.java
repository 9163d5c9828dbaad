package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;

/** {@code calibrate}, and {@code evaluate} of what it writes; the class of a model is the larger of two channels. */
class CalibrateTest {
    @TempDir Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void writeModelAndData() throws IOException {
        ModelDocument document =
                new ModelDocument(
                        "larger",
                        "1",
                        List.of("left", "right"),
                        new InputSpec.Samples(2, 1000),
                        List.of(new LinearSpec(2, 2)),
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                        new DecisionSpec(4, 4, true),
                        null);
        float[] identity = {1, 0, 0, 1};
        model = folder.resolve("m.safetensors");
        ModelFile.write(
                ModelFile.of(
                        document,
                        Map.of("layers.0.weight", new Tensor(new int[] {2, 2}, identity))),
                model);
        // 20 windows whose scores differ by 4: at temperature 1 a confidence of 0.98, but 16 are
        // correct.
        StringBuilder series = new StringBuilder("@classLabel true left right\n@data\n");
        for (int n = 0; n < 20; n++) {
            series.append("4,4,4,4:0,0,0,0:").append(n < 16 ? "left\n" : "right\n");
        }
        data = Files.writeString(folder.resolve("x.ts"), series);
    }

    @Test
    void theTemperatureMakesTheConfidenceTheAccuracy() {
        Run run = Run.spikelink("calibrate", model, "--recordings", data);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("confidence of 20 windows: expected calibration error 18.20 %")
                .contains("m-calibrated.safetensors: model larger/1");
        Model calibrated = ModelFile.read(folder.resolve("m-calibrated.safetensors"));
        // Targets of Platt: 0.8 * 21/22 + 0.2 * 1/22.
        double target = (16 * 21.0 / 22 + 4 * 1.0 / 22) / 20;
        assertThat(calibrated.document().readout().temperature())
                .isCloseTo(4 / Math.log(target / (1 - target)), within(1e-6));
        assertThat(calibrated.document().bands().recordings()).isEqualTo(20);
        assertThat(Run.spikelink("inspect", folder.resolve("m-calibrated.safetensors")).out())
                .contains("on 20 validation recordings")
                .containsPattern("layers.0.active_inputs +\\| 0.475 to 0.525 ")
                .containsPattern("confidence +\\| 0.7")
                .containsPattern("class_shares.right +\\| 0 to 0.15 ");
        Run evaluated =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        folder.resolve("m-calibrated.safetensors"),
                        "--recordings",
                        data);
        assertThat(evaluated.out())
                .contains("accuracy 80.0 % (16 of 20 recordings)")
                .contains("expected calibration error 18.20 % (15 bins)", "2.73 % and");
    }

    @Test
    void aModelCanAbstainAndDecideEarly() {
        Path out = folder.resolve("early.safetensors");
        Run run =
                Run.spikelink(
                        "calibrate",
                        model,
                        "--abstain-below",
                        "0.5",
                        "--early-confidence",
                        "0.9",
                        "--early-steps",
                        "2",
                        "--model-version",
                        "2",
                        "--out",
                        out);
        assertThat(run.err()).isEmpty();
        ModelDocument document = ModelFile.read(out).document();
        assertThat(document.id()).isEqualTo("larger/2");
        assertThat(document.readout().temperature()).isEqualTo(1);
        assertThat(document.decision())
                .isEqualTo(new DecisionSpec(4, 4, true).with(0.5, new DecisionSpec.Early(0.9, 2)));
        Path never = folder.resolve("never.safetensors");
        Run.spikelink("calibrate", out, "--early-confidence", "0", "--out", never);
        assertThat(ModelFile.read(never).document().decision().early()).isNull();
    }

    @Test
    void recordingsThatAreNotAnsweredCountApart() throws IOException {
        Path out = folder.resolve("a.safetensors");
        Run.spikelink("calibrate", model, "--abstain-below", "0.9", "--out", out);
        Path mixed =
                Files.writeString(
                        folder.resolve("y.ts"),
                        "@classLabel true left right\n@data\n4,4,4,4:0,0,0,0:left\n1,1,1,1:0,0,0,0:right\n");
        Run run = Run.spikelink("evaluate", "--model", out, "--recordings", mixed);
        assertThat(run.out())
                .contains("accuracy 50.0 % (1 of 2 recordings)")
                .contains("answered 50.0 % (1 of 2), accuracy of the answers 100.0 %")
                .contains("* 0.9");
        Run json = Run.spikelink("evaluate", "--model", out, "--recordings", mixed, "--json");
        assertThat(json.out())
                .contains("\"answered\":0.5,\"accuracy_of_answered\":1.0")
                .contains("\"abstain_below\":0.9,\"answered\":0.5,\"accuracy\":1.0");
        Path unlabelled = Files.writeString(folder.resolve("z.ts"), "@data\n1,1,1,1:0,0,0,0\n");
        Run unknown = Run.spikelink("evaluate", "--model", out, "--recordings", unlabelled);
        assertThat(unknown.out()).contains("| unknown |");
    }

    @Test
    void evaluateWritesTheCharts() throws IOException {
        for (String name : List.of("c.png", "c.svg", "c.html")) {
            Path plot = folder.resolve(name);
            Run run =
                    Run.spikelink(
                            "evaluate", "--model", model, "--recordings", data, "--plot", plot);
            assertThat(run.err()).isEmpty();
            assertThat(Files.size(plot)).isGreaterThan(2000);
        }
        assertThat(Files.readString(folder.resolve("c.svg")))
                .contains("Reliability", "Answering less", "Deciding sooner");
        Run other =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model,
                        "--recordings",
                        data,
                        "--plot",
                        folder.resolve("c.bmp"));
        assertThat(other.code()).isNotZero();
        assertThat(other.err()).contains("a picture's name must end with");
    }

    @Test
    void optionsThatSayNothingAreRejected() {
        assertThat(Run.spikelink("calibrate", model).err())
                .contains("calibrate needs --recordings, --abstain-below or --early-confidence");
        assertThat(
                        Run.spikelink(
                                        "calibrate",
                                        model,
                                        "--abstain-below",
                                        "0.5",
                                        "--early-steps",
                                        "2")
                                .err())
                .contains("early-steps needs early-confidence");
        assertThat(Run.spikelink("calibrate", model, "--abstain-below", "1.5").err())
                .contains("decision.abstain_below must be 0..1 (got 1.5)");
        Run.spikelink("calibrate", model, "--abstain-below", "0.5");
        assertThat(Run.spikelink("calibrate", model, "--abstain-below", "0.5").err())
                .contains("m-calibrated.safetensors: exists already; --force overwrites it");
    }
}
