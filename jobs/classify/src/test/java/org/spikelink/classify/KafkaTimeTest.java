package org.spikelink.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.flink.util.clock.SystemClock;
import org.junit.jupiter.api.Test;

class KafkaTimeTest {
    private static final long NOW_MS = 1_780_000_000_000L;
    private static final long HOUR_MS = 3_600_000;

    private final Counter ahead = new SimpleCounter();
    private final List<Long> watermarks = new ArrayList<>();
    private final WatermarkOutput output = new Recorded();

    @Test
    void watermarksTrailTheNewestTimestampByTheDisorder() {
        assertThat(after(NOW_MS - 5, NOW_MS - 10)).isEqualTo(NOW_MS - 5 - HOUR_MS - 1);
        assertThat(ahead.getCount()).isZero();
    }

    @Test
    void aTimestampFromTheFutureIsCountedAndDoesNotAdvanceTime() {
        long future = NOW_MS + Duration.ofDays(365).toMillis();

        assertThat(after(NOW_MS, future, Long.MAX_VALUE)).isEqualTo(NOW_MS - HOUR_MS - 1);
        assertThat(ahead.getCount()).isEqualTo(2);
    }

    @Test
    void theWatermarkNeverPassesTheWallClock() {
        assertThat(after(NOW_MS + HOUR_MS)).isEqualTo(NOW_MS - 1);
        assertThat(after(NOW_MS + HOUR_MS + 1)).isLessThan(0);
    }

    @Test
    void withAWallClockOf1970NoTimePasses() {
        assertThat(after(() -> 0L, NOW_MS)).isEqualTo(Long.MIN_VALUE);
        assertThat(ahead.getCount()).isEqualTo(1);
    }

    @Test
    void theGeneratorsOfATaskShareItsCounter() throws Exception {
        KafkaTime<String> time =
                InstantiationUtil.clone(new KafkaTime<>(Duration.ofHours(1), () -> NOW_MS));
        OneCounter context = new OneCounter();
        for (int partition = 0; partition < 3; partition++) {
            time.createWatermarkGenerator(context).onEvent("", NOW_MS + 2 * HOUR_MS, output);
        }
        assertThat(ahead.getCount()).isEqualTo(3);
        assertThat(context.counters).isEqualTo(1);
    }

    private long after(long... timestampsMs) {
        return after(() -> NOW_MS, timestampsMs);
    }

    private long after(KafkaTime.Clock clock, long... timestampsMs) {
        WatermarkGenerator<String> generator =
                new KafkaTime<String>(Duration.ofHours(1), clock)
                        .createWatermarkGenerator(new OneCounter());
        for (long timestampMs : timestampsMs) {
            generator.onEvent("", timestampMs, output);
        }
        generator.onPeriodicEmit(output);
        return watermarks.get(watermarks.size() - 1);
    }

    private final class Recorded implements WatermarkOutput {
        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }

    /** Hands out the test's counter, as a metric group hands out a name once. */
    private final class OneCounter implements WatermarkGeneratorSupplier.Context {
        private int counters;

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup() {
                @Override
                public Counter counter(String name) {
                    counters++;
                    return ahead;
                }
            };
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return SystemClock.getInstance();
        }
    }
}
