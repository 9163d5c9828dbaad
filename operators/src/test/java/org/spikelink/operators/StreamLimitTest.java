package org.spikelink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.operators.TestModels.BIN_US;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.operators.StepSetup.Backend;

/** More streams than a task keeps: the least recently active ones are deleted first. */
class StreamLimitTest {
    private static final long GIB = 1L << 30;

    private final StepSetup setup = new StepSetup().with(new StreamLimit(3));
    private final Map<String, BatchBuilder> sensors = new HashMap<>();
    private int bin;

    @ParameterizedTest
    @EnumSource(Backend.class)
    void theStreamHeardLeastRecentlyIsDeletedWithItsTimer(Backend backend) throws Exception {
        try (StepHarness harness = StepHarness.start(setup.with(backend))) {
            hear(harness, "a", "b", "c", "a", "d");
            assertThat(harness.streams()).isEqualTo(3);
            assertThat(harness.flink().numEventTimeTimers()).isEqualTo(3);
            assertThat(harness.metrics().counter("forgottenEarly")).isEqualTo(1);
            hear(harness, "a", "c", "d");
            assertThat(harness.metrics().counter("forgottenEarly")).isEqualTo(1);
            hear(harness, "b");
            assertThat(harness.metrics().counter("forgottenEarly")).isEqualTo(2);
            assertThat(harness.streams()).isEqualTo(3);
        }
    }

    @Test
    void aHundredThousandNamesNeedTheMemoryOfThree() throws Exception {
        try (StepHarness harness = StepHarness.start(setup)) {
            for (int n = 0; n < 100_000; n++) {
                harness.feed(new BatchBuilder("name-" + n).at(0));
            }
            assertThat(harness.streams()).isEqualTo(3);
            assertThat(harness.flink().numEventTimeTimers()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void theOrderIsKnownAfterARestore(Backend backend) throws Exception {
        OperatorSubtaskState snapshot;
        try (StepHarness harness = StepHarness.start(setup.with(backend))) {
            hear(harness, "a", "b", "c", "a");
            snapshot = harness.checkpoint();
        }
        try (StepHarness harness = StepHarness.restore(setup.with(backend), snapshot)) {
            hear(harness, "d", "a", "c");
            assertThat(harness.metrics().counter("forgottenEarly")).isEqualTo(1);
            hear(harness, "b");
            assertThat(harness.metrics().counter("forgottenEarly")).isEqualTo(2);
            assertThat(harness.streams()).isEqualTo(3);
        }
    }

    @Test
    void theDefaultIsWhatFitsIntoTheHeap() {
        StreamLimit limit = StreamLimit.DEFAULT;
        assertThat(limit.ofTask(true, GIB / 2, 1, 1_200)).isBetween(80_000, 100_000);
        assertThat(limit.ofTask(true, GIB / 2, 4, 1_200)).isBetween(20_000, 25_000);
        assertThat(limit.ofTask(true, 64 * GIB, 1, 1_200)).isGreaterThan(10_000_000);
        assertThat(limit.ofTask(false, GIB / 2, 1, 1_200)).isEqualTo(Integer.MAX_VALUE);
        assertThat(new StreamLimit(7).ofTask(false, GIB, 4, 1_200)).isEqualTo(7);
    }

    @Test
    void aLimitBelowOneIsRejected() {
        assertThatThrownBy(() -> new StreamLimit(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max streams must be at least 1, or 0 for the default (got -1)");
    }

    /** One batch of each, a second after the other. */
    private void hear(StepHarness harness, String... names) throws Exception {
        for (String name : names) {
            bin++;
            harness.feed(
                    sensors.computeIfAbsent(name, BatchBuilder::new)
                            .timestampMs(1_000_000 + 1_000L * bin)
                            .at(bin * BIN_US));
        }
    }
}
