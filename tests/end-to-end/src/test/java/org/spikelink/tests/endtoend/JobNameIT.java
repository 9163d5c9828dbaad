package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.connectors.kafka.client.JobName;
import org.spikelink.connectors.kafka.client.JobNameLease;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;

/** A job's name is taken while the job runs, and not for long after. The tests wait at the same time. */
@Execution(ExecutionMode.CONCURRENT)
final class JobNameIT {
    /** Less than a broker's session with a job, which is 10 s. */
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    /** A broker's session with a job, the time to look for it, and much for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(39);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private Path folder;

    private static LocalBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(BrokerOptions.temporary());
        broker.kafka().createTopics(1, "sensors");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aNameIsTakenWhileItsJobRunsAndFreeWhenThatIsCancelled() throws Exception {
        JobRun run =
                new JobRun("busy", "sensors", 1, 16, StateBackend.HEAP, Delivery.AT_LEAST_ONCE);
        broker.kafka()
                .createTopics(
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

            assertThat(refusal("busy"))
                    .hasMessage(
                            "job-name must not be that of a job that runs on the same brokers (got \"busy\", and a job"
                                    + " of that name has its JobManager at 127.0.0.1): stop that job, or choose another"
                                    + " name");
            assertThatCode(() -> check("other")).doesNotThrowAnyException();
        }
        assertFreeWithin(AT_ONCE, "busy");
    }

    @Test
    void aJobThatIsRecoveredDoesNotHoldItsNameAgainstItself() throws Exception {
        JobName name = new JobName(broker.kafka(), "recovered", "application-1");
        try (JobNameLease recovered = new JobNameLease(name, "sensors")) {
            assertThat(recovered).isNotNull();
            awaitRunning("recovered");

            assertFreeWithin(AT_ONCE, name);
            assertThat(refusal("recovered")).hasMessageContaining("recovered");
        }
    }

    @Test
    void theNameOfAJobThatHasCrashedIsSoonFree() throws Exception {
        KafkaConsumer<byte[], byte[]> job =
                new KafkaConsumer<>(
                        name("crashed").membership(),
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

    /** {@link JobName#holder} would wait until a job that has crashed is gone. */
    private static void awaitRunning(String name) throws Exception {
        String group = name(name).membership().get(ConsumerConfig.GROUP_ID_CONFIG).toString();
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = broker.kafka().admin(PATIENCE)) {
            while (!hasMembers(admin, group)) {
                assertThat(System.nanoTime()).as("time to see job %s", name).isLessThan(endNs);
                Thread.sleep(50);
            }
        }
    }

    private static boolean hasMembers(Admin admin, String group) throws Exception {
        try {
            return !admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .isEmpty();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(GroupIdNotFoundException.class);
            return false;
        }
    }

    private static void assertFreeWithin(Duration limit, String name) {
        assertFreeWithin(limit, name(name));
    }

    private static void assertFreeWithin(Duration limit, JobName name) {
        long startNs = System.nanoTime();
        assertThatCode(() -> name.checkFree(() -> {})).doesNotThrowAnyException();
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(limit);
    }

    /** Why the name is taken. A job without processor time for 10 s loses its name until its next heartbeat. */
    private static JobName.NameTakenException refusal(String name) throws Exception {
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < endNs) {
            try {
                check(name);
            } catch (JobName.NameTakenException e) {
                return e;
            }
        }
        throw new AssertionError("job name %s is free though its job runs".formatted(name));
    }

    private static void check(String name) throws InterruptedException {
        name(name).checkFree(() -> {});
    }

    private static JobName name(String name) {
        return new JobName(broker.kafka(), name);
    }
}
