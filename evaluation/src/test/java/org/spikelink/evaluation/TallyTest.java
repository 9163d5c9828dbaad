package org.spikelink.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void theErrorOfRecordingsIsBinomial() {
        // sqrt(0.96 * 0.04 / 900)
        assertThat(Tally.ofRecordings(864, 900).samplingError()).isCloseTo(0.00653, within(5e-5));
    }

    @Test
    void allCorrectPredictionsStillHaveAnError() {
        assertThat(Tally.ofRecordings(40, 40).samplingError()).isBetween(0.01, 0.02);
        assertThat(Tally.ofRecordings(0, 4).samplingError()).isBetween(0.05, 0.2);
    }

    @Test
    void aTallyOfSingleRecordingsIsThatOfAllTogether() {
        Tally one = Tally.NONE;
        for (int n = 0; n < 10; n++) {
            one = one.plus(Tally.ofRecording(n < 7 ? 1 : 0, 1));
        }

        assertThat(one).isEqualTo(Tally.ofRecordings(7, 10));
    }

    @Test
    void stepsOfOneRecordingAreNotIndependent() {
        SplittableRandom random = new SplittableRandom(5);
        Tally alike = Tally.NONE;
        Tally mixed = Tally.NONE;
        for (int n = 0; n < 400; n++) {
            alike = alike.plus(Tally.ofRecording(random.nextInt(4) > 0 ? 100 : 0, 100));
            int correct = 0;
            for (int t = 0; t < 100; t++) {
                correct += random.nextInt(4) > 0 ? 1 : 0;
            }
            mixed = mixed.plus(Tally.ofRecording(correct, 100));
        }

        // All steps of a recording together: 400 samples. Each by itself: 40,000 samples.
        assertThat(alike.samplingError()).isCloseTo(Math.sqrt(0.1875 / 400), within(0.002));
        assertThat(mixed.samplingError()).isCloseTo(Math.sqrt(0.1875 / 40_000), within(0.0005));
    }
}
