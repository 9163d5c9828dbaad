package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SkewWatchTest {
    private static final long WINDOW = SkewWatch.WINDOW_NS;

    private final SkewWatch watch = new SkewWatch(0);

    @Test
    void namesTheStreamThatTakesMoreThanHalfOfTheTime() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(window(1, 0.6, random)).isNull(); // found
        SkewWatch.Hot hot = window(2, 0.6, random);
        assertThat(hot.stream()).isEqualTo("hot");
        assertThat(hot.share()).isBetween(0.599, 0.601);
        assertThat(watch.share()).isEqualTo(hot.share());
    }

    @Test
    void namesNobodyBelowHalf() {
        SplittableRandom random = new SplittableRandom(2);
        for (int n = 1; n < 5; n++) {
            assertThat(window(n, 0.45, random)).isNull();
        }
        assertThat(watch.share()).isLessThan(0.5);
    }

    @Test
    void aStreamAloneOnAnIdleTaskIsNotHot() {
        for (int n = 1; n < 4; n++) {
            watch.took("only", WINDOW / 10);
            assertThat(watch.over(n * WINDOW)).isNull();
        }
        assertThat(watch.share()).isEqualTo(0.1);
    }

    @Test
    void saysNothingBeforeAWindowIsOver() {
        watch.took("a", WINDOW);
        assertThat(watch.over(WINDOW - 1)).isNull();
    }

    /** One stream takes its share of the window, forty others share the rest but a tenth, in any order. */
    private SkewWatch.Hot window(int number, double share, SplittableRandom random) {
        long hotNs = (long) (share * WINDOW) / 1_000;
        long otherNs = (long) ((0.9 - share) * WINDOW) / 1_000;
        for (int n = 0; n < 1_000; n++) {
            boolean first = random.nextBoolean();
            if (first) {
                watch.took("hot", hotNs);
            }
            watch.took("other-" + random.nextInt(40), otherNs);
            if (!first) {
                watch.took("hot", hotNs);
            }
        }
        return watch.over(number * WINDOW);
    }
}
