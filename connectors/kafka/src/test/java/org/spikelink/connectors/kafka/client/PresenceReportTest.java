package org.spikelink.connectors.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceReportTest {
    private final List<String> notices = new ArrayList<>();
    private long nowS;
    private final PresenceReport report =
            new PresenceReport("k:9092", notices::add, () -> nowS * 1_000_000_000L);

    @Test
    void anOutageIsReportedOnceAndItsEndOnce() {
        outage(0, 40);
        answers(40, 60);

        assertThat(notices)
                .containsExactly(
                        "the Kafka broker at k:9092 has not answered for 3 s; waiting for it",
                        "the Kafka broker at k:9092 answers again, after 40 s");
    }

    @Test
    void aBrokerThatFallsSilentWhileItStartsIsReportedOnceItAnswersSteadily() {
        outage(0, 10);
        answers(10, 12);
        outage(12, 5);
        answers(17, 21);
        outage(21, 4);
        assertThat(notices).hasSize(1);

        answers(25, 32);

        assertThat(notices)
                .containsExactly(
                        "the Kafka broker at k:9092 has not answered for 3 s; waiting for it",
                        "the Kafka broker at k:9092 answers again, after 25 s");
    }

    @Test
    void aShortPauseIsNotReported() {
        outage(0, 2);
        report.update(Duration.ZERO);

        assertThat(notices).isEmpty();
    }

    @Test
    void aBrokerThatComesAndGoesIsReportedOnceAMinute() {
        for (int s = 0; s < 58; s += 14) {
            outage(s, 5);
            answers(s + 5, s + 13);
        }
        assertThat(notices).hasSize(2);

        outage(71, 5);
        assertThat(notices).hasSize(3);
    }

    /** The broker answers each second. */
    private void answers(int fromS, int toS) {
        for (int s = fromS; s <= toS; s++) {
            nowS = s;
            report.update(Duration.ZERO);
        }
    }

    /** The broker does not answer from {@code startS} for {@code seconds}. */
    private void outage(int startS, int seconds) {
        for (int s = 0; s <= seconds; s++) {
            nowS = (long) startS + s;
            report.update(Duration.ofSeconds(s));
        }
    }
}
