package org.spikelink.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.fixture.leaky.LeakyModels;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.stepper.StepperOptions;

/** A model with a layer type that evaluation does not name. */
final class AddedLayerTypeTest {
    private static final int STEPS = 30;

    @Test
    void aRecordingIsEvaluatedByAModelReadFromItsFile() {
        Model model =
                LeakyModels.of(
                        new InputSpec.Samples(3, 1000), 0.1, new DecisionSpec(STEPS, STEPS, false));
        Prediction prediction = evaluated(model);
        assertThat(prediction.predicted()).isNotNegative();
        assertThat(prediction.spikesLayer1()).isPositive();
        assertThat(evaluated(ModelFile.parse(ModelFile.bytes(model))).scores())
                .isEqualTo(prediction.scores());
    }

    private static Prediction evaluated(Model model) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[3 * STEPS];
        for (int n = 0; n < values.length; n++) {
            values[n] = (float) random.nextDouble(-1, 1);
        }
        Series series = new Series("0", Optional.of("1"), new int[0], 3, values);
        SeriesRecording recording =
                new SeriesRecording(Path.of("x.npz"), "x.npz/0", series.label(), series);
        return new RecordingEvaluator(model, StepperOptions.DEFAULTS, 10_000).evaluate(recording);
    }
}
