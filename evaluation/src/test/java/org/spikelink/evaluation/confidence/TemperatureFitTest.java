package org.spikelink.evaluation.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TemperatureFitTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 1, 3, 40})
    void windowsDrawnAtATemperatureGetIt(double temperature) {
        List<LabelledWindow> windows = drawn(20_000, temperature, new SplittableRandom(1));
        assertThat(TemperatureFit.fit(windows) / temperature).isCloseTo(1, within(0.03));
        assertThat(Reliability.of(windows, TemperatureFit.fit(windows)).ece()).isLessThan(0.012);
    }

    @Test
    void noOtherTemperatureHasASmallerLoss() {
        List<LabelledWindow> windows = drawn(4000, 2.5, new SplittableRandom(2));
        double fitted = TemperatureFit.fit(windows);
        double best = TemperatureFit.loss(windows, fitted);
        for (double factor = 0.5; factor < 2; factor += 0.05) {
            // The targets of Platt move the minimum by about 1 / n.
            assertThat(TemperatureFit.loss(windows, factor * fitted))
                    .as("factor %s", factor)
                    .isGreaterThan(best - 1e-5);
        }
    }

    @Test
    void whereEveryWindowIsCorrectConfidenceIsWhatTheirNumberCanShow() {
        List<LabelledWindow> windows = new ArrayList<>();
        for (int n = 0; n < 98; n++) {
            windows.add(new LabelledWindow(new float[] {12, 2, 2}, 0));
        }
        double fitted = TemperatureFit.fit(windows);
        assertThat((double) windows.get(0).confidence(fitted)).isCloseTo(0.99, within(1e-6));
    }

    @Test
    void scoresThatSayNothingMakeAllClassesEquallyLikely() {
        List<LabelledWindow> windows = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            windows.add(new LabelledWindow(new float[] {n % 7, 3, 5}, 1));
        }
        windows.replaceAll(w -> new LabelledWindow(w.scores(), w.best() == 0 ? 1 : 0));
        double fitted = TemperatureFit.fit(windows);
        assertThat(windows.get(0).confidence(fitted)).isLessThan(0.334f);
    }

    @Test
    void theSameWindowsGiveTheSameBits() {
        double first = TemperatureFit.fit(drawn(500, 3, new SplittableRandom(3)));
        assertThat(TemperatureFit.fit(drawn(500, 3, new SplittableRandom(3)))).isEqualTo(first);
    }

    /** Spike counts, and classes drawn with the probabilities that they have at a temperature. */
    private static List<LabelledWindow> drawn(
            int count, double temperature, SplittableRandom random) {
        List<LabelledWindow> windows = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            float[] scores = new float[4];
            double[] p = new double[4];
            double sum = 0;
            for (int c = 0; c < 4; c++) {
                scores[c] = (float) (temperature * 3 * random.nextDouble());
                p[c] = Math.exp(scores[c] / temperature);
                sum += p[c];
            }
            double at = random.nextDouble() * sum;
            int truth = 0;
            while (truth < 3 && at >= p[truth]) {
                at -= p[truth++];
            }
            windows.add(new LabelledWindow(scores, truth));
        }
        return windows;
    }
}
