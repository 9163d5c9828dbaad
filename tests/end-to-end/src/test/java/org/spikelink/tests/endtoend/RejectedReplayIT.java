package org.spikelink.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.tools.rejected.Edits;
import org.spikelink.tools.rejected.RejectedExport;
import org.spikelink.tools.rejected.RejectedReplay;
import org.spikelink.tools.rejected.ResendOptions;
import org.spikelink.tools.rejected.ResendReport;

/** The job rejects batches, they are resent, and what comes out is what the sensors would have got at once. */
final class RejectedReplayIT {
    private static final String SENSORS = "sensors";
    private static final int BATCHES = 14;
    private static final long BATCH_US = 7_000;
    private static final JobRun RUN =
            new JobRun("resend", SENSORS, 2, 16, StateBackend.HEAP, Delivery.AT_LEAST_ONCE);

    private static List<SensorBatch> session(String stream, long session, long from, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = 0; n < BATCHES; n++) {
            batches.add(
                    SmallSensors.batch(
                            stream, session, from + n, n * BATCH_US, n == BATCHES - 1, random));
        }
        return batches;
    }

    private static void sendUnderKey(KafkaClient kafka, String key, List<SensorBatch> batches) {
        kafka.sendRecords(
                batches.stream()
                        .map(
                                batch ->
                                        new ProducerRecord<>(
                                                SENSORS,
                                                key.getBytes(UTF_8),
                                                SensorBatchEncoder.encode(batch)))
                        .toList());
    }

    private static ResendReport replay(LocalBroker broker, String where, boolean newSession) {
        return new RejectedReplay(resend(broker, where, newSession)).run();
    }

    private static ResendReport replay(LocalBroker broker, Path file) {
        return new RejectedReplay(
                        resend(broker, "", true),
                        Optional.of(Edits.read(file, RUN.topics().rejected())))
                .run();
    }

    private static ResendOptions resend(LocalBroker broker, String where, boolean newSession) {
        return new ResendOptions(
                broker.kafka(),
                RUN.topics().rejected(),
                "resend",
                Optional.of(Pattern.compile(where)),
                Optional.empty(),
                newSession,
                "",
                false,
                false);
    }

    @Test
    void whatIsResentGivesWhatItWouldHaveGivenAndGivesItOnce(@TempDir Path checkpoints)
            throws Exception {
        Model model = SmallModel.events();
        List<SensorBatch> good = session("good", 1, 0, 1);
        List<SensorBatch> wrongKey = session("wrong-key", 1, 0, 2);
        List<SensorBatch> first = session("forgetful", 1, 0, 3);
        List<SensorBatch> unchanged = session("forgetful", 1, BATCHES, 4); // the session has ended
        List<SensorBatch> expectedBatches = new ArrayList<>(good);
        expectedBatches.addAll(wrongKey);
        expectedBatches.addAll(first);
        expectedBatches.addAll(session("forgetful", 2, 0, 4));
        Outputs expected = Workload.expected(expectedBatches, model, StepperOptions.DEFAULTS);

        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            var topics = RUN.topics();
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            broker.kafka()
                    .createTopics(2, SENSORS, topics.spikes(), topics.classes(), topics.rejected());
            sendUnderKey(kafka, "misnamed", wrongKey);
            kafka.send(SENSORS, first);
            kafka.send(SENSORS, unchanged);
            kafka.send(SENSORS, good);
            var options =
                    RUN.options(
                            broker.bootstrapServers(),
                            StepperOptions.DEFAULTS,
                            checkpoints,
                            Optional.empty());
            try (TestJob job = TestJob.start(model, options)) {
                assertThat(kafka.rejected(topics, 2 * BATCHES)).hasSize(2 * BATCHES);

                ResendReport asTheyAre = replay(broker, "^key must be the stream", false);
                ResendReport inVain = replay(broker, "has ended", false);
                ResendReport resent = replay(broker, "has ended", true);
                ResendReport again = replay(broker, "", true);

                assertThat(asTheyAre.resent()).isEqualTo(BATCHES);
                assertThat(inVain.resent()).isZero();
                assertThat(inVain.skipped()).isEqualTo(BATCHES);
                assertThat(resent.resent()).isEqualTo(BATCHES);
                assertThat(again.resent()).isZero();
                assertThat(again.before()).isEqualTo(2 * BATCHES);
                Outputs outputs = kafka.read(topics, expected.stepCount(), expected.classCount());
                assertThat(outputs.steps()).isEqualTo(expected.steps());
                assertThat(outputs.classes()).isEqualTo(expected.classes());
                assertThat(kafka.rejected(topics, 2 * BATCHES)).hasSize(2 * BATCHES);
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            }
        }
    }

    @Test
    void anEditedBatchGivesItsOutputsExactlyOnce(@TempDir Path folder) throws Exception {
        Model model = SmallModel.events();
        List<SensorBatch> right = session("cam", 2, 0, 5);
        List<SensorBatch> wrong =
                session("cam", 1, 0, 5).stream().map(RejectedReplayIT::shifted).toList();
        Outputs expected = Workload.expected(right, model, StepperOptions.DEFAULTS);

        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            var topics = RUN.topics();
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            broker.kafka()
                    .createTopics(2, SENSORS, topics.spikes(), topics.classes(), topics.rejected());
            kafka.send(SENSORS, wrong);
            var options =
                    RUN.options(
                            broker.bootstrapServers(),
                            StepperOptions.DEFAULTS,
                            folder.resolve("checkpoints"),
                            Optional.empty());
            try (TestJob job = TestJob.start(model, options)) {
                assertThat(kafka.rejected(topics, BATCHES)).hasSize(BATCHES);
                Path file = folder.resolve("rejected.jsonl");

                RejectedExport export = RejectedExport.write(resend(broker, "", true), file);
                String edited = Files.readString(file).replaceAll("\\[(\\d+),100(\\d),", "[$1,$2,");
                Files.writeString(file, edited);
                ResendReport first = replay(broker, file);

                assertThat(export.records()).isEqualTo(BATCHES);
                assertThat(first.resent()).isEqualTo(BATCHES);
                assertThatThrownBy(() -> replay(broker, file))
                        .hasMessageContaining("it was resent before");
                Outputs outputs = kafka.read(topics, expected.stepCount(), expected.classCount());
                assertThat(outputs.steps()).isEqualTo(expected.steps());
                assertThat(outputs.classes()).isEqualTo(expected.classes());
                assertThat(kafka.rejected(topics, BATCHES)).hasSize(BATCHES);
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            }
        }
    }

    /** The same with x counted from 1,000. */
    private static SensorBatch shifted(SensorBatch batch) {
        PackedEvents events = (PackedEvents) batch.payload();
        byte[] bytes = new byte[events.length()];
        for (int i = 0; i < events.count(); i++) {
            long shift = PackedEvents.pack(0, 1_000, 0, false);
            PackedEvents.put(bytes, PackedEvents.BYTES_PER_EVENT * i, events.get(i) + shift);
        }
        return new SensorBatch(
                batch.stream(),
                batch.session(),
                batch.sequence(),
                batch.startUs(),
                batch.untilUs(),
                batch.end(),
                new PackedEvents(bytes),
                batch.origin(),
                batch.value());
    }
}
