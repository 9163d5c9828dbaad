package org.spikelink.classify;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.Counter;

/**
 * Watermarks from Kafka's timestamps, which trail the newest by the tolerated disorder and never pass the wall clock.
 * A record whose timestamp is further ahead of the wall clock than the tolerated disorder is counted and does not
 * advance time: otherwise a single such record would make the job delete the state of every stream.
 *
 * @param <T> the kind of record
 */
final class KafkaTime<T> implements WatermarkGeneratorSupplier<T> {
    private static final long serialVersionUID = 1L;

    /** Name of the counter of records that were too far ahead. */
    static final String AHEAD = "timestampsAhead";

    private final long disorderMs;
    private final Clock clock;
    private transient Counter ahead;

    /** Wall-clock time, ms since the epoch. */
    interface Clock extends LongSupplier, Serializable {}

    KafkaTime(Duration disorder, Clock clock) {
        this.disorderMs = disorder.toMillis();
        this.clock = clock;
    }

    /** One for each partition that a task reads; they share the task's counter. */
    @Override
    public WatermarkGenerator<T> createWatermarkGenerator(Context context) {
        if (ahead == null) {
            ahead = context.getMetricGroup().counter(AHEAD);
        }
        return new Generator(ahead);
    }

    private final class Generator implements WatermarkGenerator<T> {
        private final Counter beyond;
        private long newestMs = Long.MIN_VALUE + disorderMs + 1;

        private Generator(Counter beyond) {
            this.beyond = beyond;
        }

        @Override
        public void onEvent(T record, long timestampMs, WatermarkOutput output) {
            if (timestampMs - disorderMs > clock.getAsLong()) {
                beyond.inc();
            } else {
                newestMs = Math.max(newestMs, timestampMs);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(newestMs - disorderMs - 1));
        }
    }
}
