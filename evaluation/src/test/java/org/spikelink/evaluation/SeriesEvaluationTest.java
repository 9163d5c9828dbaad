package org.spikelink.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.stepper.StepperOptions;

/** A model whose class is the larger of two channels. */
final class SeriesEvaluationTest {
    private static final float[] VALUES = {1, 0, 0, 1, 0, 1, 1, 0, 0, 1};

    @Test
    void everySampleHasTheClassOfTheWindowThatEndsAtItsStep() {
        StepPredictions steps = steps(model(1, 1), 0, 1, 0, -1, 1);
        assertThat(steps.predicted()).containsExactly(0, 1, 1, 0, 1);
        ConfusionMatrix matrix = new ConfusionMatrix(List.of("0", "1"));
        matrix.add(evaluated(model(1, 1), series(Optional.empty(), 0, 1, 0, -1, 1)));
        assertThat(matrix.isPerStep()).isTrue();
        assertThat(matrix.total()).isEqualTo(4);
        assertThat(matrix.correct()).isEqualTo(3);
        assertThat(matrix.at(0, 1)).isEqualTo(1);
        assertThat(matrix.recordings()).isEqualTo(1);
    }

    @Test
    void aTrueClassThatIsNotALabelIsRejected() {
        Prediction whole = evaluated(model(1, 5), series(Optional.of("7")));
        assertThatThrownBy(() -> new ConfusionMatrix(List.of("0", "1")).add(whole))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("its label must be one of [0, 1] (got '7')");
        Prediction steps = evaluated(model(1, 1), series(Optional.empty(), 0, 1, 0, 2, 1));
        assertThatThrownBy(() -> new ConfusionMatrix(List.of("0", "1")).add(steps))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("its label must be one of [0, 1] (got '2')");
    }

    @Test
    void samplesPooledToAStepShareItsClass() {
        assertThat(steps(model(2, 1), 0, 1, 0, -1, 1).predicted()).containsExactly(0, 0, 0, 0, 1);
    }

    @Test
    void samplesBeforeTheFirstWindowEndsAreUndecided() {
        assertThat(steps(model(1, 3), 0, 1, 0, -1, 1).predicted()).containsExactly(-1, -1, 1, 1, 1);
        ConfusionMatrix matrix = new ConfusionMatrix(List.of("0", "1"));
        matrix.add(evaluated(model(1, 3), series(Optional.empty(), 0, 1, 0, -1, 1)));
        assertThat(matrix.total()).isEqualTo(4);
        assertThat(matrix.correct()).isEqualTo(1);
        assertThat(matrix.ofClass(0)).isEqualTo(2);
    }

    @Test
    void aSeriesWithOneLabelIsARecordingLikeAnyOther() {
        Prediction prediction = evaluated(model(1, 5), series(Optional.of("1")));
        assertThat(prediction.predictedLabel()).isEqualTo("1");
        assertThat(prediction.isCorrect()).isTrue();
        assertThat(prediction.steps()).isEmpty();
        assertThat(prediction.title()).endsWith("folder/x.npz/7");
    }

    @Test
    void aValueThatIsNoNumberIsAnError() {
        Series series =
                new Series("7", Optional.empty(), new int[0], 2, new float[] {1, Float.NaN});
        assertThatThrownBy(() -> evaluated(model(1, 1), recording(series)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("value 1 must be finite and at most 1e9 (got NaN)");
    }

    private static StepPredictions steps(Model model, int... labels) {
        return evaluated(model, series(Optional.empty(), labels)).steps().orElseThrow();
    }

    private static Prediction evaluated(Model model, SeriesRecording recording) {
        return new RecordingEvaluator(model, StepperOptions.DEFAULTS, 10_000).evaluate(recording);
    }

    private static SeriesRecording series(Optional<String> label, int... steps) {
        return recording(new Series("7", label, steps, 2, VALUES));
    }

    private static SeriesRecording recording(Series series) {
        return new SeriesRecording(Path.of("folder", "x.npz"), "x.npz/7", series.label(), series);
    }

    private static Model model(int pooled, int window) {
        InputSpec input =
                new InputSpec.Samples(
                        2,
                        1000,
                        new Pooling(pooled, Pooling.By.SUM),
                        Normalization.NONE,
                        new EncoderSpec.Direct());
        ModelDocument document =
                new ModelDocument(
                        "larger",
                        "1",
                        List.of("0", "1"),
                        input,
                        List.of(new LinearSpec(2, 2)),
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                        new DecisionSpec(window, 1, false),
                        null);
        float[] identity = {1, 0, 0, 1};
        return ModelFile.of(
                document, Map.of("layers.0.weight", new Tensor(new int[] {2, 2}, identity)));
    }
}
