package org.spikelink.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SplitTest {
    /** 60, 30 and 11 recordings of three classes, mixed. */
    private static final int[] LABELS =
            IntStream.range(0, 101).map(n -> n % 10 == 9 ? 2 : n % 3 == 2 ? 1 : 0).toArray();

    @Test
    void eachClassGivesItsShare() {
        Split split = Split.of(LABELS, 0.2, 7);
        for (int c = 0; c < 3; c++) {
            assertThat(count(split.validation(), c))
                    .isEqualTo(Math.round(0.2 * count(IntStream.range(0, 101).toArray(), c)));
        }
        assertThat(union(split)).isEqualTo(IntStream.range(0, 101).toArray());
    }

    @Test
    void theSeedDecidesAndNothingElse() {
        assertThat(Split.of(LABELS, 0.2, 7).validation())
                .isEqualTo(Split.of(LABELS, 0.2, 7).validation())
                .isNotEqualTo(Split.of(LABELS, 0.2, 8).validation());
    }

    @Test
    void aClassIsNeverKeptAsideWhole() {
        assertThat(Split.of(new int[] {0, 1, 1, 1}, 0.9, 1).training()).hasSize(2).contains(0);
    }

    @Test
    void foldsCoverEachRecordingOnceAndAreOfOneSize() {
        List<Split> folds = Split.folds(LABELS, 5, 3);
        int[] kept = folds.stream().flatMapToInt(f -> Arrays.stream(f.validation())).toArray();
        Arrays.sort(kept);
        assertThat(kept).isEqualTo(IntStream.range(0, 101).toArray());
        for (Split fold : folds) {
            assertThat(union(fold)).isEqualTo(kept);
            assertThat(fold.validation().length).isBetween(20, 21);
            for (int c = 0; c < 3; c++) {
                assertThat(count(fold.validation(), c))
                        .isBetween(count(kept, c) / 5, count(kept, c) / 5 + 1);
            }
        }
    }

    @Test
    void sharesAndFoldsThatKeepNothingOrAllAreRefused() {
        assertThatThrownBy(() -> Split.of(LABELS, 1, 0))
                .hasMessage("the share kept for validation must be above 0 and below 1 (got 1.0)");
        assertThatThrownBy(() -> Split.folds(LABELS, 102, 0))
                .hasMessage("folds must be 2..101, the number of recordings (got 102)");
        assertThatThrownBy(() -> Split.folds(LABELS, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int count(int[] indices, int label) {
        return (int) Arrays.stream(indices).filter(n -> LABELS[n] == label).count();
    }

    private static int[] union(Split split) {
        return IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
                .sorted()
                .toArray();
    }
}
