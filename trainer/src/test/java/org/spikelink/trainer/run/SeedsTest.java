package org.spikelink.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedsTest {
    private static final int SEQUENCES = 50;

    @Test
    void anOrderHasEverySequenceOnce() {
        assertThat(Seeds.order(1, 1, SEQUENCES))
                .containsExactlyInAnyOrder(IntStream.range(0, SEQUENCES).toArray())
                .isNotEqualTo(IntStream.range(0, SEQUENCES).toArray());
    }

    @Test
    void everySeedAndEpochHasAnOrderOfItsOwnAndKeepsIt() {
        assertThat(Seeds.order(1, 2, SEQUENCES))
                .isEqualTo(Seeds.order(1, 2, SEQUENCES))
                .isNotEqualTo(Seeds.order(1, 3, SEQUENCES))
                .isNotEqualTo(Seeds.order(2, 2, SEQUENCES));
    }

    @Test
    void everySequenceAndEpochIsAugmentedInItsOwnWay() {
        Set<Long> draws = new HashSet<>();
        for (long seed = 0; seed < 5; seed++) {
            for (int epoch = 1; epoch <= 20; epoch++) {
                for (int n = 0; n < SEQUENCES; n++) {
                    draws.add(Seeds.augmentation(seed, epoch, n).nextLong());
                }
            }
        }

        assertThat(draws).hasSize(5 * 20 * SEQUENCES);
    }
}
