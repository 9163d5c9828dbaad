package org.spikelink.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.ClassificationCodec;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.OutputFormat;
import org.spikelink.connectors.kafka.flink.SinkOptions;
import org.spikelink.connectors.kafka.flink.SourceOptions;
import org.spikelink.connectors.kafka.flink.SpikelinkSink;
import org.spikelink.connectors.kafka.flink.SpikelinkSource;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Rejected;
import org.spikelink.core.record.SensorBatch;

/** Source and sink in a real Flink job on a real broker, with nothing but a stub between them. */
class SourceAndSinkIT {
    private static final Topics TOPICS = Topics.defaults();
    private static final int BATCHES = 50;

    @Test
    void batchesAndRejectionsComeOutOnceEachInCommittedTransactions() throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                Clients clients = new Clients(broker)) {
            broker.kafka().createTopics(2, TOPICS.sensors(), TOPICS.classes(), TOPICS.rejected());
            for (int i = 0; i < BATCHES; i++) {
                clients.send(
                        TOPICS.sensors(),
                        "dvs-1".getBytes(UTF_8),
                        SensorBatchEncoder.encode(batch(i)));
            }
            clients.send(TOPICS.sensors(), "dvs-2".getBytes(UTF_8), "garbage".getBytes(UTF_8));

            JobClient job = start(broker.kafka());
            List<ConsumerRecord<byte[], byte[]>> found = clients.read(TOPICS.classes(), BATCHES);
            List<ConsumerRecord<byte[], byte[]>> rejected = clients.read(TOPICS.rejected(), 1);
            job.cancel().get();

            Set<Long> steps = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> read : found) {
                Classification classification = ClassificationCodec.decode(read.value());
                steps.add(classification.step());
                assertThat(read.key()).isEqualTo("dvs-1".getBytes(UTF_8));
                assertThat(read.timestamp()).isGreaterThanOrEqualTo(classification.inputMs());
            }
            assertThat(found).hasSize(BATCHES);
            assertThat(steps).hasSize(BATCHES);
            assertThat(rejected).hasSize(1);
            assertThat(rejected.get(0).value()).isEqualTo("garbage".getBytes(UTF_8));
            assertThat(rejected.get(0).headers().lastHeader("topic").value())
                    .isEqualTo(TOPICS.sensors().getBytes(UTF_8));
        }
    }

    private static JobClient start(KafkaCluster kafka) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        env.enableCheckpointing(200);
        SourceOptions source =
                new SourceOptions(kafka, TOPICS.sensors(), "job", new StartFrom.Committed());
        SinkOptions sink =
                new SinkOptions(kafka, TOPICS, OutputFormat.PROTOBUF, Delivery.EXACTLY_ONCE, "job");
        env.fromSource(
                        SpikelinkSource.of(source, TypeInformation.of(Incoming.class), "test"),
                        WatermarkStrategy.noWatermarks(),
                        "sensors")
                .map(new Stub())
                .returns(TypeInformation.of(Outgoing.class))
                .sinkTo(SpikelinkSink.of(sink));
        return env.executeAsync();
    }

    private static final class Stub implements MapFunction<Incoming, Outgoing> {
        private static final long serialVersionUID = 1;

        @Override
        public Outgoing map(Incoming incoming) {
            if (incoming instanceof Rejected rejected) {
                return rejected;
            }
            SensorBatch batch = (SensorBatch) incoming;
            return new Classification(
                    batch.stream(),
                    batch.session(),
                    batch.sequence(),
                    batch.startUs(),
                    batch.untilUs(),
                    0,
                    "zero",
                    new float[] {1},
                    1,
                    true,
                    "stub/1",
                    batch.origin().timestampMs());
        }
    }

    private static SensorBatch batch(long sequence) {
        return new SensorBatch(
                "dvs-1",
                1,
                sequence,
                sequence * 1_000,
                sequence * 1_000 + 1_000,
                false,
                new PackedEvents(new byte[8]),
                new Origin("spikelink.sensors", 0, sequence, 0),
                null);
    }
}
