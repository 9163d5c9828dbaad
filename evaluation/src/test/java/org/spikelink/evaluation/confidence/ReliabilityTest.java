package org.spikelink.evaluation.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReliabilityTest {
    @Test
    void theErrorIsTheMeanDistanceOfConfidenceAndAccuracyOverWindows() {
        List<LabelledWindow> windows = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            windows.add(window(0.9, n < 6)); // 60 % right at 90 %
        }
        for (int n = 0; n < 30; n++) {
            windows.add(window(0.6, n < 21)); // 70 % right at 60 %
        }
        Reliability r = Reliability.of(windows, 1);
        assertThat(r.ece()).isCloseTo((10 * 0.3 + 30 * 0.1) / 40, within(1e-6));
        assertThat(r.total()).isEqualTo(40);
        assertThat(r.counts()[13]).isEqualTo(10);
        assertThat(r.accuracies()[13]).isEqualTo(0.6);
        assertThat(r.confidences()[8]).isCloseTo(0.6, within(1e-6));
        assertThat(r.accuracies()[0]).isNaN();
    }

    @Test
    void aBinHoldsItsUpperBoundAsInThePaper() {
        // Two classes with equal scores: a confidence of exactly 0.5, in the bin above 7/15.
        Reliability half = Reliability.of(List.of(new LabelledWindow(new float[] {3, 3}, 0)), 1);
        assertThat(half.counts()[7]).isEqualTo(1);
        Reliability sure = Reliability.of(List.of(new LabelledWindow(new float[] {90, 0}, 0)), 1);
        assertThat(sure.counts()[14]).isEqualTo(1);
        assertThat(sure.ece()).isZero();
        float[] five = {1, 1, 1, 1, 1};
        assertThat(Reliability.of(List.of(new LabelledWindow(five, 0)), 1).counts()[2])
                .isEqualTo(1); // 0.2 = 3/15
    }

    @Test
    void theTemperatureChangesConfidencesAndNoClass() {
        LabelledWindow window = new LabelledWindow(new float[] {2, 4, 1}, 1);
        assertThat(window.confidence(1e6)).isCloseTo(1 / 3f, within(1e-5f));
        assertThat(window.confidence(0.01)).isEqualTo(1);
        assertThat(window.isCorrect()).isTrue();
    }

    /** A window of two classes whose first one has this confidence. */
    private static LabelledWindow window(double confidence, boolean correct) {
        float score = (float) Math.log(confidence / (1 - confidence));
        return new LabelledWindow(new float[] {score, 0}, correct ? 0 : 1);
    }
}
