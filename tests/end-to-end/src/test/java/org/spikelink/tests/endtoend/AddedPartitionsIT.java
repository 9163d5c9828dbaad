package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.SourceOptions;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;

/** Partitions are added while sensors send: streams that move go on, nothing is lost or rejected. */
final class AddedPartitionsIT {
    private static final String SENSORS = "sensors";

    @TempDir private Path folder;

    @Test
    void streamsMoveToAddedPartitionsInTheMiddleOfTheirSessions() throws Exception {
        Model model = SharedData.nmnistModel();
        Workload workload = Workload.nmnist(20);
        List<SensorBatch> batches = workload.batches();
        List<SensorBatch> before = batches.subList(0, batches.size() / 2);
        Outputs first = Workload.expected(before, model, StepperOptions.DEFAULTS);
        Outputs expected = workload.expected(model, StepperOptions.DEFAULTS);
        JobRun run = new JobRun("added", SENSORS, 2, 16, StateBackend.HEAP, Delivery.AT_LEAST_ONCE);

        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            var topics = run.topics();
            broker.kafka().createTopics(2, topics);
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            try (TestJob job = TestJob.start(model, options(run, broker))) {
                kafka.send(SENSORS, before);
                kafka.read(topics, first.stepCount(), first.classCount());
                addPartitions(broker, 7);
                kafka.send(SENSORS, batches.subList(before.size(), batches.size()));

                Outputs outputs = kafka.read(topics, expected.stepCount(), expected.classCount());

                assertThat(outputs.steps()).isEqualTo(expected.steps());
                assertThat(outputs.classes()).isEqualTo(expected.classes());
                assertThat(kafka.rejectedNow(topics)).isEmpty();
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            }
        }
    }

    /** The job's options, with a search for partitions every half second. */
    private ClassifyOptions options(JobRun run, LocalBroker broker) {
        ClassifyOptions usual =
                run.options(
                        broker.bootstrapServers(),
                        StepperOptions.DEFAULTS,
                        folder,
                        Optional.empty());
        KafkaCluster searched =
                new KafkaCluster(
                        broker.bootstrapServers(),
                        Map.of("partition.discovery.interval.ms", "500"));
        return new ClassifyOptions(
                usual.jobName(),
                new SourceOptions(searched, SENSORS, run.name(), usual.source().startFrom()),
                usual.sink(),
                usual.stepper(),
                usual.bundle(),
                usual.flink());
    }

    private static void addPartitions(LocalBroker broker, int total) throws Exception {
        try (Admin admin = broker.kafka().admin(Duration.ofSeconds(30))) {
            admin.createPartitions(Map.of(SENSORS, NewPartitions.increaseTo(total))).all().get();
        }
    }
}
