package org.spikelink.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.fixture.leaky.LeakyModels;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.model.Band;
import org.spikelink.core.model.Bands;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;

/** Bands of recordings whose activity is known. */
final class BandFitTest {
    private static final int STEPS = 8;
    private static final int RECORDINGS = 101;

    /** Two channels straight to two classes: scores and active inputs are those of the samples. */
    private static Model identity() {
        ModelDocument document =
                new ModelDocument(
                        "m",
                        "1",
                        List.of("left", "right"),
                        new InputSpec.Samples(2, 1000),
                        List.of(new LinearSpec(2, 2)),
                        new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                        new DecisionSpec(STEPS, STEPS, true),
                        null);
        float[] identity = {1, 0, 0, 1};
        return ModelFile.of(
                document, Map.of("layers.0.weight", new Tensor(new int[] {2, 2}, identity)));
    }

    private static Recording recording(float left, float right) {
        float[] values = new float[2 * STEPS];
        for (int t = 0; t < STEPS; t++) {
            values[2 * t] = left;
            values[2 * t + 1] = right;
        }
        Series series = new Series("0", Optional.of("left"), new int[0], 2, values);
        return new SeriesRecording(Path.of("x.npz"), "x.npz/0", series.label(), series);
    }

    @Test
    void bandsReachFromTheFirstToTheLastPercentOfTheRecordings() {
        List<Recording> recordings = new ArrayList<>();
        for (int n = 0; n < RECORDINGS; n++) {
            recordings.add(recording(0.02f * n, 0)); // confidence 1 / (1 + exp(-0.02 n))
        }
        Bands bands = BandFit.of(identity(), recordings).orElseThrow();
        assertThat(bands.recordings()).isEqualTo(RECORDINGS);
        assertThat(bands.confidence().low()).isCloseTo(confidence(1), within(1e-6));
        assertThat(bands.confidence().high()).isCloseTo(confidence(99), within(1e-6));
        // One of two channels is active, but none in the first recording.
        assertThat(bands.layers()).hasSize(1);
        assertThat(bands.layers().get(0).firingRate()).isNull();
        assertThat(bands.layers().get(0).activeInputs()).isEqualTo(new Band(0.475, 0.525));
        // All are "left": that of 101 recordings none is "right" excludes a share of 3 / 101.
        assertThat(bands.classShares().get(0).high()).isEqualTo(1);
        assertThat(bands.classShares().get(0).low()).isCloseTo(1 - 3.0 / 101, within(1e-9));
        assertThat(bands.classShares().get(1).low()).isZero();
        assertThat(bands.classShares().get(1).high()).isCloseTo(3.0 / 101, within(1e-9));
    }

    private static double confidence(int n) {
        return 1 / (1 + Math.exp(-0.02 * n));
    }

    @Test
    void sharesOfClassesAreThoseOfThirtyRecordings() {
        List<Recording> recordings = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            recordings.add(n % 2 == 0 ? recording(2, 0) : recording(0, 2));
        }
        Bands bands = BandFit.of(identity(), recordings).orElseThrow();
        // Binomial(30, 1/2): 99 % of the draws have at least 9 and at most 21.
        for (Band share : bands.classShares()) {
            assertThat(share.low()).isBetween(8 / 30.0, 10 / 30.0);
            assertThat(share.high()).isBetween(20 / 30.0, 22 / 30.0);
        }
        assertThat(BandFit.of(identity(), recordings)).contains(bands);
    }

    @Test
    void fewRecordingsGiveNoBands() {
        List<Recording> few = new ArrayList<>();
        for (int n = 0; n < BandFit.LEAST_RECORDINGS - 1; n++) {
            few.add(recording(1, 0));
        }
        assertThat(BandFit.of(identity(), few)).isEmpty();
        few.add(recording(1, 0));
        assertThat(BandFit.of(identity(), few)).isPresent();
    }

    @Test
    void layersThatSpikeHaveABandOfTheirFiringRate() {
        Model model =
                LeakyModels.of(
                        new InputSpec.Samples(2, 1000), 0.1, new DecisionSpec(STEPS, STEPS, false));
        Recording[] same = new Recording[20];
        Arrays.fill(same, recording(0.5f, 0.25f));
        Bands bands = BandFit.of(model, List.of(same)).orElseThrow();
        Band rate = bands.layers().get(0).firingRate();
        assertThat(rate.high()).isPositive();
        assertThat(rate.low()).isCloseTo(rate.high() * 0.95 / 1.05, within(1e-9));
    }

    @Test
    void otherRulesOnWhenToAnswerKeepOnlyTheBandsOfLayers() {
        List<Recording> recordings = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            recordings.add(recording(n, 0));
        }
        Model model = Calibration.withBands(identity(), recordings);
        assertThat(model.document().bands().confidence()).isNotNull();
        assertThat(ModelFile.parse(ModelFile.bytes(model)).document()).isEqualTo(model.document());
        Model renamed = Calibration.described(model, 1, model.document().decision(), "2");
        assertThat(renamed.document().bands()).isEqualTo(model.document().bands());
        Model hotter = Calibration.described(model, 3, model.document().decision());
        assertThat(hotter.document().bands()).isEqualTo(model.document().bands().ofLayers());
    }
}
