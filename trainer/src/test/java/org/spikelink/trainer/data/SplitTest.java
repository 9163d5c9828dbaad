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
    void aGroupIsNeverDivided() {
        int[] groups = IntStream.range(0, 101).map(n -> n * 7 % 23).toArray();

        List<Split> folds = Split.folds(LABELS, groups, 5, 3);

        int[] foldOf = new int[23];
        Arrays.fill(foldOf, -1);
        for (int fold = 0; fold < 5; fold++) {
            for (int n : folds.get(fold).validation()) {
                assertThat(foldOf[groups[n]]).isIn(-1, fold);
                foldOf[groups[n]] = fold;
            }
            assertThat(union(folds.get(fold))).isEqualTo(IntStream.range(0, 101).toArray());
            assertThat(folds.get(fold).validation().length).isBetween(14, 26);
            assertThat(count(folds.get(fold).validation(), 0)).isBetween(8, 17);
        }
        assertThat(foldOf).doesNotContain(-1);
        Split split = Split.of(LABELS, groups, 0.2, 3);
        for (int n : split.training()) {
            for (int m : split.validation()) {
                assertThat(groups[n]).isNotEqualTo(groups[m]);
            }
        }
    }

    @Test
    void asManyBlocksAsFoldsAreTheFolds() {
        int[] blocks = IntStream.range(0, 101).map(n -> n * 5 / 101).toArray();

        for (Split fold : Split.folds(new int[101], blocks, 5, 1)) {
            int[] held = fold.validation();
            assertThat(held[held.length - 1] - held[0]).isEqualTo(held.length - 1);
            assertThat(held.length).isBetween(20, 21);
        }
    }

    @Test
    void moreFoldsThanGroupsAreRejected() {
        int[] groups = IntStream.range(0, 101).map(n -> n % 3).toArray();
        assertThatThrownBy(() -> Split.folds(LABELS, groups, 4, 0))
                .hasMessage("folds must be 2..3, the number of groups (got 4)");
        assertThatThrownBy(() -> Split.of(LABELS, new int[101], 0.1, 0))
                .hasMessageContaining("needs at least two groups (got 1)");
    }

    @Test
    void sharesAndFoldsThatHoldOutNothingOrEverythingAreRejected() {
        assertThatThrownBy(() -> Split.of(LABELS, 1, 0))
                .hasMessage(
                        "the share of the validation set must be above 0 and below 1 (got 1.0)");
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
