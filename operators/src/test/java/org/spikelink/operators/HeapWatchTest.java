package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapWatchTest {
    private long used;
    private long nowNs;
    private final HeapWatch watch = new HeapWatch(() -> used, 1_000, () -> nowNs);

    @Test
    void warnsFromEightyPercentOnOnceAMinute() {
        used = 799;
        assertThat(watch.isToBeReported()).isFalse();
        used = 800;
        assertThat(watch.isToBeReported()).isTrue();
        nowNs = 59_000_000_000L;
        assertThat(watch.isToBeReported()).isFalse();
        nowNs = 60_000_000_000L;
        assertThat(watch.isToBeReported()).isTrue();
        assertThat(watch.share()).isEqualTo(0.8);
    }

    @Test
    void seesTheHeapOfThisJvm() {
        System.gc();
        assertThat(HeapWatch.ofThisJvm().share()).isBetween(0.0, 1.0);
    }
}
