package org.spikelink.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.SourceOptions;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;

/** Sensors that write text: the job's outputs are those of the same batches in protobuf, and what is no text is rejected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TextInputIT {
    private static final int PARTITIONS = 2;

    private LocalBroker broker;

    @BeforeAll
    void startBroker() throws Exception {
        broker = LocalBroker.start(BrokerOptions.temporary());
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"EVENTS, CSV", "EVENTS, JSON", "SAMPLES, CSV", "SAMPLES, JSON"})
    void textGivesTheOutputsOfProtobuf(SmallJob kind, InputFormat format, @TempDir Path checkpoints)
            throws Exception {
        List<SensorBatch> batches = new ArrayList<>(kind.sensors().before());
        batches.addAll(kind.sensors().after());
        Outputs expected = Workload.expected(batches, kind.model(), StepperOptions.DEFAULTS);
        String name = (kind + "-" + format).toLowerCase(Locale.ROOT);
        JobRun run = new JobRun(name, name, 2, 256, StateBackend.HEAP, Delivery.AT_LEAST_ONCE);
        Topics topics = run.topics();
        broker.kafka()
                .createTopics(PARTITIONS, topics.spikes(), topics.classes(), topics.rejected());
        KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
        kafka.createTopicOfOldRecords(name, PARTITIONS);
        kafka.sendRecords(records(name, batches, format));

        try (TestJob job = TestJob.start(kind.model(), options(run, format, checkpoints))) {
            Outputs outputs = kafka.read(topics, expected.stepCount(), expected.classCount());
            List<ConsumerRecord<byte[], byte[]>> rejected = kafka.rejected(topics, 1);

            assertThat(outputs.steps()).isEqualTo(expected.steps());
            assertThat(outputs.classes()).isEqualTo(expected.classes());
            assertThat(rejected).hasSize(1);
            assertThat(new String(rejected.get(0).value(), UTF_8)).isEqualTo("no batch");
            assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        }
    }

    private ClassifyOptions options(JobRun run, InputFormat format, Path checkpoints) {
        ClassifyOptions protobuf =
                run.options(
                        broker.bootstrapServers(),
                        StepperOptions.DEFAULTS,
                        checkpoints,
                        Optional.empty());
        SourceOptions source = protobuf.source();
        return new ClassifyOptions(
                protobuf.jobName(),
                new SourceOptions(
                        source.kafka(),
                        source.topic(),
                        source.groupId(),
                        source.startFrom(),
                        source.horizon(),
                        format),
                protobuf.sink(),
                protobuf.stepper(),
                protobuf.bundle(),
                protobuf.limit(),
                protobuf.drift(),
                protobuf.flink());
    }

    /** The batches as text, and in the middle a record that is none. */
    private static List<ProducerRecord<byte[], byte[]>> records(
            String topic, List<SensorBatch> batches, InputFormat format) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (SensorBatch batch : batches) {
            if (records.size() == batches.size() / 2) {
                records.add(record(topic, "broken", batch, "no batch"));
            }
            String text = format == InputFormat.JSON ? json(batch) : csv(batch);
            records.add(record(topic, batch.stream(), batch, text));
        }
        return records;
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, String stream, SensorBatch batch, String text) {
        return new ProducerRecord<>(
                topic,
                null,
                batch.origin().timestampMs(),
                stream.getBytes(UTF_8),
                text.getBytes(UTF_8));
    }

    private static String json(SensorBatch batch) {
        String payload;
        if (batch.payload() instanceof PackedEvents events) {
            StringJoiner list = new StringJoiner(",", "\"events\":[", "]");
            for (int n = 0; n < events.count(); n++) {
                list.add("[" + line(events.get(n)) + "]");
            }
            payload = list.toString();
        } else {
            Samples samples = (Samples) batch.payload();
            StringJoiner list = new StringJoiner(",", "[", "]");
            for (float value : samples.values()) {
                list.add(Float.toString(value));
            }
            payload =
                    "\"samples\":{\"channels\":%d,\"values\":%s}"
                            .formatted(samples.channels(), list);
        }
        return "{\"session\":\"%d\",\"sequence\":%d,\"start_us\":%d,\"until_us\":%d,\"end\":%b,%s}"
                .formatted(
                        batch.session(),
                        batch.sequence(),
                        batch.startUs(),
                        batch.untilUs(),
                        batch.end(),
                        payload);
    }

    private static String csv(SensorBatch batch) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("session,sequence,start_us,until_us,end");
        lines.add(
                "%d,%d,%d,%d,%b"
                        .formatted(
                                batch.session(),
                                batch.sequence(),
                                batch.startUs(),
                                batch.untilUs(),
                                batch.end()));
        if (batch.payload() instanceof PackedEvents events) {
            lines.add("t,x,y,on");
            for (int n = 0; n < events.count(); n++) {
                lines.add(line(events.get(n)));
            }
        } else {
            addSamples((Samples) batch.payload(), lines);
        }
        return lines.toString();
    }

    private static void addSamples(Samples samples, StringJoiner lines) {
        int channels = samples.channels();
        StringJoiner names = new StringJoiner(",");
        for (int c = 0; c < channels; c++) {
            names.add("c" + c);
        }
        lines.add(names.toString());
        float[] values = samples.values();
        for (int from = 0; from < values.length; from += channels) {
            StringJoiner row = new StringJoiner(",");
            for (int c = 0; c < channels; c++) {
                row.add(Float.toString(values[from + c]));
            }
            lines.add(row.toString());
        }
    }

    private static String line(long event) {
        return "%d,%d,%d,%d"
                .formatted(
                        PackedEvents.offsetUs(event),
                        PackedEvents.x(event),
                        PackedEvents.y(event),
                        PackedEvents.on(event));
    }
}
