package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.connectors.kafka.JobName;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.classify.FlinkOptions.StateBackend;

/** A job's name is taken while the job runs, and not for long after. */
final class JobNameIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    /** Of a broker's session with a job, and a bit. */
    private static final Duration SOON = Duration.ofSeconds(14);

    @TempDir private Path folder;

    private LocalBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = LocalBroker.start(BrokerOptions.temporary());
        broker.createTopics(1, "sensors");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aNameIsTakenWhileItsJobRunsAndFreeWhenThatIsCancelled() throws Exception {
        JobRun run =
                new JobRun("busy", "sensors", 1, 16, StateBackend.HEAP, Delivery.AT_LEAST_ONCE);
        broker.createTopics(
                1, run.topics().spikes(), run.topics().classes(), run.topics().rejected());
        try (TestJob job =
                TestJob.start(
                        SmallModel.events(),
                        run.options(
                                broker.bootstrapServers(),
                                StepperOptions.DEFAULTS,
                                folder,
                                Optional.empty()))) {
            assertThat(job.status()).isNotNull();
            awaitRunning("busy");

            assertThatThrownBy(() -> check("busy"))
                    .isInstanceOf(JobName.NameTakenException.class)
                    .hasMessage(
                            "job-name must be of no job that runs on the same brokers (got \"busy\", of one whose"
                                    + " JobManager is at 127.0.0.1): stop that one, or take another name");
            assertThatCode(() -> check("other")).doesNotThrowAnyException();
        }
        assertFreeWithin(AT_ONCE, "busy");
    }

    @Test
    void theNameOfAJobThatHasCrashedIsSoonFree() throws Exception {
        KafkaConsumer<byte[], byte[]> job =
                new KafkaConsumer<>(
                        JobName.membership("crashed", broker.bootstrapServers(), new Properties()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        job.subscribe(List.of("sensors"));
        while (job.assignment().isEmpty()) {
            job.poll(Duration.ofMillis(100));
        }
        // What the broker sees of a crash: silence.
        job.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));

        assertFreeWithin(SOON, "crashed");
    }

    private void awaitRunning(String name) throws Exception {
        long endNs = System.nanoTime() + SOON.toNanos();
        while (JobName.runningAt(broker.bootstrapServers(), new Properties(), name, () -> {})
                .isEmpty()) {
            assertThat(System.nanoTime()).as("job %s is not heard of", name).isLessThan(endNs);
            Thread.sleep(100);
        }
    }

    private void assertFreeWithin(Duration limit, String name) {
        long startNs = System.nanoTime();
        assertThatCode(() -> check(name)).doesNotThrowAnyException();
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(limit);
    }

    private void check(String name) throws InterruptedException {
        JobName.checkFree(broker.bootstrapServers(), new Properties(), name, () -> {});
    }
}
