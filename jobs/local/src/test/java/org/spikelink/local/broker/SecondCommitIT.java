package org.spikelink.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.OutputFormat;
import org.spikelink.connectors.kafka.flink.SinkOptions;
import org.spikelink.connectors.kafka.flink.SpikelinkSink;

/** What a restored committer finds: transactions that are open, committed, aborted, or taken over by another job. */
@SuppressWarnings("try") // nothing interrupts these
class SecondCommitIT {
    private static final String TOPIC = "outputs";

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void onlyTransactionsThatAreNotCommittedCountAsFailed(int transactionVersion) throws Exception {
        BrokerOptions options =
                BrokerOptions.temporary().withTransactionVersion(transactionVersion);
        try (LocalBroker broker = LocalBroker.start(options);
                Committer<KafkaCommittable> restored = committer(broker)) {
            broker.kafka().createTopics(1, TOPIC);
            try (Transaction open = new Transaction(broker, "open");
                    Transaction committed = new Transaction(broker, "committed");
                    Transaction aborted = new Transaction(broker, "aborted");
                    Transaction fenced = new Transaction(broker, "fenced")) {
                assertThat(commit(restored, open)).isEqualTo("committed");

                committed.producer.commitTransaction();
                // With version 1 the broker accepts a second commit.
                assertThat(commit(restored, committed))
                        .isEqualTo(transactionVersion == 1 ? "committed" : "already committed");

                aborted.producer.abortTransaction();
                assertThat(commit(restored, aborted)).isEqualTo("failed");

                try (Transaction another = new Transaction(broker, "fenced")) {
                    assertThat(commit(restored, fenced)).isEqualTo("failed");
                    another.producer.commitTransaction();
                    assertThat(commit(restored, fenced)).isEqualTo("failed");
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Committer<KafkaCommittable> committer(LocalBroker broker) throws Exception {
        SinkOptions options =
                new SinkOptions(
                        broker.kafka(),
                        Topics.defaults(),
                        OutputFormat.PROTOBUF,
                        Delivery.EXACTLY_ONCE,
                        "job");
        return ((SupportsCommitter<KafkaCommittable>) SpikelinkSink.of(options))
                .createCommitter(new FirstTask());
    }

    private static String commit(Committer<KafkaCommittable> committer, Transaction transaction)
            throws Exception {
        Request request = new Request(transaction.committable);
        committer.commit(List.of(request));
        return request.outcome;
    }

    /** A transaction with one record, as a checkpoint stores it. */
    private static final class Transaction implements AutoCloseable {
        private final FlinkKafkaInternalProducer<byte[], byte[]> producer;
        private final KafkaCommittable committable;

        Transaction(LocalBroker broker, String id) {
            Properties properties = broker.kafka().producer();
            properties.put("key.serializer", ByteArraySerializer.class.getName());
            properties.put("value.serializer", ByteArraySerializer.class.getName());
            producer = new FlinkKafkaInternalProducer<>(properties, id);
            producer.initTransactions();
            producer.beginTransaction();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(TOPIC, new byte[1]));
            producer.flush();
            assertThat(sent).isDone();
            committable =
                    new KafkaCommittable(producer.getProducerId(), producer.getEpoch(), id, null);
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    private static final class Request implements CommitRequest<KafkaCommittable> {
        private final KafkaCommittable committable;
        private String outcome = "committed";

        Request(KafkaCommittable committable) {
            this.committable = committable;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            outcome = "failed";
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            outcome = "failed: " + reason;
        }

        @Override
        public void retryLater() {
            outcome = "retry";
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable updated) {
            outcome = "retry";
        }

        @Override
        public void signalAlreadyCommitted() {
            outcome = "already committed";
        }
    }

    private static final class FirstTask implements CommitterInitContext {
        @Override
        public SinkCommitterMetricGroup metricGroup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong getRestoredCheckpointId() {
            return OptionalLong.empty();
        }

        @Override
        public JobInfo getJobInfo() {
            throw new UnsupportedOperationException();
        }

        @Override
        public TaskInfo getTaskInfo() {
            return new TaskInfoImpl("sink", 1, 0, 1, 0);
        }
    }
}
