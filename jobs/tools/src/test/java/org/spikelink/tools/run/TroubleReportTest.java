package org.spikelink.tools.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.spikelink.local.job.JobHealth;

class TroubleReportTest {
    private static final Optional<String> FULL = Optional.of("No space left on device");

    private final List<String> messages = new ArrayList<>();
    private final AtomicLong ns = new AtomicLong();
    private final TroubleReport report = new TroubleReport(messages::add, ns::get);

    @Test
    void aHealthyJobIsNotReported() {
        update(new JobHealth(0, Optional.empty(), 1));
        assertThat(messages).isEmpty();
    }

    @Test
    void failingCheckpointsAreReportedOnceAMinuteWithTheCause() {
        for (int second = 0; second < 120; second += 2) {
            update(new JobHealth(0, Optional.empty(), 2 + second / 10));
            ns.addAndGet(Duration.ofSeconds(2).toNanos());
        }
        assertThat(messages)
                .containsExactly(
                        "the last 2 checkpoints failed: No space left on device",
                        "the last 8 checkpoints failed: No space left on device");
    }

    @Test
    void restartsAreReportedAtOnceAndThenTogether() {
        for (int second = 0; second < 70; second += 10) {
            update(new JobHealth(1000 + second, Optional.of("broken"), 0));
            ns.addAndGet(Duration.ofSeconds(10).toNanos());
        }
        assertThat(messages)
                .containsExactly(
                        "the job failed and is restarted: broken",
                        "the job failed 6 times and is restarted: broken");
    }

    @Test
    void aRestartAfterTooManyFailedCheckpointsNamesWhyTheyFailed() {
        update(
                new JobHealth(
                        1000,
                        Optional.of(
                                "Exceeded checkpoint tolerable failure threshold. The latest checkpoint failed due to"
                                        + " Asynchronous task checkpoint failed., view the Checkpoint History tab"),
                        0));
        assertThat(messages)
                .containsExactly(
                        "the job failed and is restarted: Exceeded checkpoint tolerable failure threshold."
                                + " No space left on device");
    }

    @Test
    void aRestartIsReportedOnce() {
        update(new JobHealth(1000, Optional.of("broken"), 0));
        ns.addAndGet(Duration.ofMinutes(2).toNanos());
        update(new JobHealth(1000, Optional.of("broken"), 0));
        assertThat(messages).hasSize(1);
    }

    private void update(JobHealth health) {
        report.update(health, FULL);
    }
}
