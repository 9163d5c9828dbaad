package org.spikelink.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PixelCountsTest {
    @Test
    void fewPixelsAreCountedExactly() {
        Map<Integer, Integer> exact = new HashMap<>();
        PixelCounts counts = fill(exact, PixelCounts.MOST_USED, 5_000, 1);
        assertThat(counts.error()).isZero();
        exact.forEach((pixel, count) -> assertThat(counts.countOf(pixel)).isEqualTo(count));
    }

    @Test
    void aCountIsNeverTooHighAndAtMostTheErrorTooLow() {
        for (int seed = 0; seed < 5; seed++) {
            Map<Integer, Integer> exact = new HashMap<>();
            PixelCounts counts = fill(exact, 20_000, 50_000, seed);
            assertThat(counts.used).isLessThanOrEqualTo(PixelCounts.MOST_USED);
            assertThat(counts.error()).as("seed %d", seed).isBetween(1, 50_000 / 90);
            assertThat(exact)
                    .as("seed %d", seed)
                    .allSatisfy(
                            (pixel, count) -> {
                                int found = counts.countOf(pixel);
                                if (found > count || found < count - counts.error()) {
                                    throw new AssertionError(pixel + " has " + found);
                                }
                            });
        }
    }

    @Test
    void clearedCountsAreEmpty() {
        PixelCounts counts = fill(new HashMap<>(), 20_000, 50_000, 1);
        counts.clear();
        assertThat(counts.used).isZero();
        assertThat(counts.error()).isZero();
        assertThat(counts.countOf(0)).isZero();
    }

    /** Counts random pixels, low numbers more often. */
    private static PixelCounts fill(Map<Integer, Integer> exact, int pixels, int events, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PixelCounts counts = new PixelCounts();
        for (int n = 0; n < events; n++) {
            int pixel = random.nextInt(1 + random.nextInt(pixels));
            counts.add(pixel);
            exact.merge(pixel, 1, Integer::sum);
        }
        return counts;
    }
}
