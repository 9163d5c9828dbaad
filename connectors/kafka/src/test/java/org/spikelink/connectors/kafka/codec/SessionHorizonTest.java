package org.spikelink.connectors.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.wire.SensorBatch;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Rejected;

/** One record with a huge session must not silence its stream's sensor. */
class SessionHorizonTest {
    private static final long NOW_MS = 1_780_000_000_000L;
    private static final long NOW_US = NOW_MS * 1_000;
    private static final long DAY_US = Duration.ofDays(1).toNanos() / 1_000;

    @Test
    void theLargestSessionOfAllIsRejected() {
        assertThat(((Rejected) decode(-1, NOW_MS, SessionHorizon.DEFAULT)).error())
                .startsWith(
                        "session must be at most 1780086400000000 µs, 86400 s after the record's Kafka time"
                                + " (got 18446744073709551615)");
    }

    @Test
    void wallClockSessionsPassUpToTheHorizon() {
        assertThat(decode(NOW_US, NOW_MS, SessionHorizon.DEFAULT)).isNotInstanceOf(Rejected.class);
        assertThat(decode(NOW_US + DAY_US, NOW_MS, SessionHorizon.DEFAULT))
                .isNotInstanceOf(Rejected.class);
        assertThat(decode(NOW_US + DAY_US + 1, NOW_MS, SessionHorizon.DEFAULT))
                .isInstanceOf(Rejected.class);
        assertThat(decode(NOW_US + 2_000_000, NOW_MS, new SessionHorizon(Duration.ofSeconds(1))))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void countersPass() {
        assertThat(decode(7, NOW_MS, SessionHorizon.DEFAULT)).isNotInstanceOf(Rejected.class);
        assertThat(decode(7, 0, SessionHorizon.DEFAULT)).isNotInstanceOf(Rejected.class);
    }

    @Test
    void withoutAHorizonOrAKafkaTimestampEverySessionPasses() {
        assertThat(decode(-1, NOW_MS, SessionHorizon.OFF)).isNotInstanceOf(Rejected.class);
        assertThat(decode(-1, -1, SessionHorizon.DEFAULT)).isNotInstanceOf(Rejected.class);
    }

    @Test
    void aNegativeHorizonIsRejected() {
        assertThatThrownBy(() -> new SessionHorizon(Duration.ofSeconds(-1)))
                .hasMessage("session-horizon must be 0 to 100 years (got PT-1S)");
    }

    private static Incoming decode(long session, long timestampMs, SessionHorizon horizon) {
        byte[] value =
                SensorBatch.newBuilder()
                        .setFormat(1)
                        .setStream("s")
                        .setSession(session)
                        .build()
                        .toByteArray();
        return SensorBatchDecoder.decode(
                new byte[] {'s'}, value, new Origin("sensors", 0, 0, timestampMs), horizon);
    }
}
