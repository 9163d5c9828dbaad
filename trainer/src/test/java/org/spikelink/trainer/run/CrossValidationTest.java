package org.spikelink.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.evaluation.Tally;
import org.spikelink.trainer.run.CrossValidation.Result;

class CrossValidationTest {
    private static final double TINY = 1e-12;

    @Test
    void aSeedsAccuracyIsThatOfAllItsFoldsTogether() {
        CrossValidation found =
                new CrossValidation(List.of(result(3, 1, 9, 10), result(3, 2, 15, 30)));

        assertThat(found.accuracy(3)).isEqualTo(24.0 / 40);
    }

    @Test
    void theErrorIsOverSeedsWhereThereAreSeveral() {
        CrossValidation found =
                new CrossValidation(
                        List.of(
                                result(1, 1, 8, 10),
                                result(1, 2, 10, 10),
                                result(2, 1, 10, 10),
                                result(2, 2, 10, 10)));

        assertThat(found.mean()).isCloseTo(0.95, within(TINY));
        // 0.9 and 1: deviation 0.0707, over the root of two
        assertThat(found.standardError()).isCloseTo(0.05, within(TINY));
    }

    @Test
    void theErrorIsOverFoldsWhereThereIsOneSeed() {
        CrossValidation found =
                new CrossValidation(List.of(result(1, 1, 8, 10), result(1, 2, 10, 10)));

        assertThat(found.mean()).isCloseTo(0.9, within(TINY));
        assertThat(found.standardError()).isCloseTo(0.1, within(TINY));
    }

    @Test
    void oneTrainingHasNoError() {
        assertThat(new CrossValidation(List.of(result(1, 1, 8, 10))).standardError()).isNaN();
    }

    @Test
    void moreSeedsDoNotMakeTheSamplingErrorSmaller() {
        CrossValidation one =
                new CrossValidation(List.of(result(1, 1, 40, 50), result(1, 2, 40, 50)));
        CrossValidation three =
                new CrossValidation(
                        List.of(
                                result(1, 1, 80, 100),
                                result(2, 1, 80, 100),
                                result(3, 1, 80, 100)));

        // sqrt(0.8 * 0.2 / 100) is 0.04
        assertThat(one.samplingError()).isCloseTo(0.04, within(0.0005));
        assertThat(three.samplingError()).isCloseTo(one.samplingError(), within(TINY));
    }

    private static Result result(long seed, int fold, int correct, int total) {
        return new Result(seed, fold, Tally.ofRecordings(correct, total));
    }
}
