package org.spikelink.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;

/** {@code train} of models that answer less or sooner. */
class TrainAnswersTest {
    @TempDir Path folder;

    private Path recordings;

    @BeforeEach
    void record() throws Exception {
        recordings = TinyGestures.write(folder.resolve("gestures"), 20, 7);
    }

    @Test
    void theModelAnswersAsItsOptionsSayAndLearnsAsWithoutThem() {
        Path usual = folder.resolve("usual.safetensors");
        Path sooner = folder.resolve("sooner.safetensors");
        Path report = folder.resolve("report");

        assertThat(train(usual).code()).isZero();
        Run run =
                train(
                        sooner,
                        "--abstain-below",
                        "0.6",
                        "--early-confidence",
                        "0.7",
                        "--early-steps",
                        "2",
                        "--report",
                        report);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "a window ends as soon as its class has had a confidence of 0.7 for 2 steps in a row",
                        "a window with a confidence below 0.6 gets no class");
        Model model = ModelFile.read(sooner);
        Model full = ModelFile.read(usual);
        assertThat(model.document().decision())
                .isEqualTo(full.document().decision().with(0.6, new DecisionSpec.Early(0.7, 2)));
        assertThat(model.document().readout()).isEqualTo(full.document().readout());
        for (int layer = 0; layer < 2; layer++) {
            for (String name : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
                assertThat(model.weights().get(layer).get(name))
                        .containsExactly(full.weights().get(layer).get(name));
            }
        }
        Run evaluated =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        sooner,
                        "--recordings",
                        report.resolve("held-out.csv"));
        String correct =
                run.out().replaceAll("(?s).*validation set: [^(]*\\((\\d+ of 8)\\).*", "$1");
        assertThat(evaluated.out()).contains("(" + correct + " recordings)", "* 0.6", "answered");
    }

    @Test
    void confidencesThatAreNotCalibratedAreReported() {
        Path out = folder.resolve("m.safetensors");

        Run run = train(out, "--validation", "0", "--early-confidence", "0.9");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "warning: abstain-below and early-confidence judge confidences that are not calibrated");
        assertThat(ModelFile.read(out).document().decision().early())
                .isEqualTo(new DecisionSpec.Early(0.9, 1));
    }

    @Test
    void rulesThatCannotBeAreReportedBeforeTheTraining() {
        Path out = folder.resolve("m.safetensors");

        assertThat(train(out, "--early-steps", "3").err())
                .contains("early-steps needs early-confidence (got no early-confidence)");
        assertThat(train(out, "--abstain-below", "1.5").err())
                .contains("decision.abstain_below must be 0..1 (got 1.5)");
        assertThat(train(out, "--early-confidence", "0.9", "--early-steps", "9").err())
                .contains("decision.early.steps must be at most window_bins = 8 (got 9)");
        assertThat(train(out, "--early-confidence", "0.5", "--abstain-below", "0.6").err())
                .contains("decision.early.confidence must be at least abstain_below = 0.6");
        assertThat(Files.exists(out)).isFalse();
    }

    private Run train(Path out, Object... options) {
        List<Object> words =
                new ArrayList<>(
                        List.of("train", "--recordings", recordings, "--out", out, "--hidden", 12));
        words.addAll(List.of("--batch", 8, "--lr", 0.02, "--epochs", 4));
        if (!List.of(options).contains("--validation")) {
            words.addAll(List.of("--validation", 0.2));
        }
        words.addAll(List.of(options));
        return Run.spikelink(words.toArray());
    }
}
